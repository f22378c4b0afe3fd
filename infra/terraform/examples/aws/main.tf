# One cell in one region: the policy of provisioning, and what its nodes start from.

provider "aws" {
  region = var.region
}

module "agent_image" {
  source               = "../../modules/agent-image"
  cell                 = var.cell
  vpc_id               = var.vpc_id
  image_id             = var.image_id
  agent_archive_url    = var.agent_archive_url
  agent_archive_sha256 = var.agent_archive_sha256
  egress = {
    "join at provisioning" = { port = 443, cidr = var.control_plane_cidr }
    "NATS"                 = { port = 4222, cidr = var.control_plane_cidr }
  }
}

module "iam" {
  source               = "../../modules/iam-aws"
  cell                 = var.cell
  account_id           = var.account_id
  regions              = [var.region]
  instance_types       = var.instance_types
  launch_template_arns = [module.agent_image.launch_template_arn]
  image_ids            = [var.image_id]
  subnet_ids           = values(var.subnets)
  security_group_ids   = [module.agent_image.security_group_id]
  node_role_arn        = module.agent_image.node_role_arn
}
