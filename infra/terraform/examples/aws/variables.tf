variable "cell" {
  description = "Name of the cell."
  type        = string
  default     = "prod"
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "region" {
  description = "The region of the pools."
  type        = string
  default     = "us-east-1"
}

variable "vpc_id" {
  description = "The network that nodes live in."
  type        = string
}

variable "subnets" {
  description = "A subnet for each zone that pools name."
  type        = map(string)
}

variable "image_id" {
  description = "The image with the agent."
  type        = string
}

variable "agent_archive_url" {
  description = "The agent as a tar.gz, by https."
  type        = string
}

variable "agent_archive_sha256" {
  description = "Its checksum."
  type        = string
}

variable "control_plane_cidr" {
  description = "Where provisioning and NATS are."
  type        = string
}

variable "instance_types" {
  description = "Types that pools may buy."
  type        = list(string)
  default     = ["p5.48xlarge", "g6e.xlarge", "g6e.12xlarge"]
}
