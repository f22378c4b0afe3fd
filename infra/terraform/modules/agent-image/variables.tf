variable "cell" {
  description = "Name of the cell (headroom.cell)."
  type        = string
}

variable "vpc_id" {
  description = "The network that nodes live in."
  type        = string
}

variable "image_id" {
  description = "The image made from bake_user_data: Ubuntu with NVIDIA's driver and the agent."
  type        = string
}

variable "agent_archive_url" {
  description = "Where headroom-node-agent.jar and lib/ lie as one tar.gz, for baking."
  type        = string
  validation {
    condition     = startswith(var.agent_archive_url, "https://")
    error_message = "The archive is fetched by https only."
  }
}

variable "agent_archive_sha256" {
  description = "Its checksum: an archive that is another one is not installed."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.agent_archive_sha256))
    error_message = "A SHA-256 has 64 hexadecimal digits."
  }
}

variable "packages" {
  description = "What the image needs besides the agent: a Java 25 runtime."
  type        = list(string)
  default     = ["openjdk-25-jre-headless", "curl"]
}

variable "egress" {
  description = "Where nodes may connect to, by what for: provisioning's join address and NATS at least."
  type        = map(object({ port = number, cidr = string }))
}

variable "root_device_name" {
  description = "The image's root device."
  type        = string
  default     = "/dev/sda1"
}

variable "root_volume_gib" {
  description = "Room for the driver, images and scratch. Half fills up with two container images, twice is paid for and empty."
  type        = number
  default     = 200
}
