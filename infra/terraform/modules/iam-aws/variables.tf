variable "cell" {
  description = "Name of the cell (headroom.cell): the value of the tag headroom:cell on its machines."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{0,62}$", var.cell))
    error_message = "A cell's name has lower-case letters, digits and dashes only."
  }
}

variable "account_id" {
  description = "The AWS account that machines are bought in."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id has 12 digits."
  }
}

variable "regions" {
  description = "Regions that pools name."
  type        = list(string)
  validation {
    condition     = length(var.regions) > 0
    error_message = "At least one region is needed."
  }
}

variable "instance_types" {
  description = "Instance types that pools name; no other can be launched."
  type        = list(string)
  validation {
    condition     = length(var.instance_types) > 0
    error_message = "At least one instance type is needed."
  }
}

variable "launch_template_arns" {
  description = "The launch templates that machines come from (module agent-image)."
  type        = list(string)
  validation {
    condition     = length(var.launch_template_arns) > 0
    error_message = "At least one launch template is needed."
  }
}

variable "image_ids" {
  description = "The machine images that the templates name."
  type        = list(string)
}

variable "subnet_ids" {
  description = "Subnets that machines may be put into."
  type        = list(string)
}

variable "security_group_ids" {
  description = "Security groups that the templates name."
  type        = list(string)
}

variable "node_role_arn" {
  description = "The role of a node, which provisioning hands to it at launch."
  type        = string
}
