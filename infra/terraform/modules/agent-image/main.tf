# What a GPU node on EC2 starts from: the launch template, the node's own role, and the recipe of the image with the agent in it.
#
# Provisioning gives each machine its own user data (node, cell, one-time token) in the call that launches it, and that
# replaces a template's user data. So the agent is in the image, started by its systemd unit, and finds the user data
# where cloud-init puts it.

locals {
  scripts = "${path.module}/../../../../services/node-agent/src/main/scripts"
  name    = "headroom-${var.cell}-node"

  agent_properties = <<-EOT
    user-data=/var/lib/cloud/instance/user-data.txt
    state=/var/lib/headroom/agent
    runtime=process
    at-exit=leave
    power-off=systemctl poweroff
    spot-notice=ec2
  EOT

  bake = {
    package_update = true
    packages       = var.packages
    write_files = [
      { path = "/opt/headroom/headroom-node-agent", permissions = "0755", content = file("${local.scripts}/headroom-node-agent") },
      { path = "/etc/systemd/system/headroom-node-agent.service", permissions = "0644", content = file("${local.scripts}/headroom-node-agent.service") },
      { path = "/etc/headroom/agent.properties", permissions = "0644", content = local.agent_properties },
    ]
    runcmd = [
      ["curl", "--fail", "--silent", "--show-error", "--location", "--output", "/tmp/agent.tar.gz", var.agent_archive_url],
      ["sh", "-c", "echo '${var.agent_archive_sha256}  /tmp/agent.tar.gz' | sha256sum --check --strict && tar -xzf /tmp/agent.tar.gz -C /opt/headroom && install -d -m 0700 /var/lib/headroom/agent && systemctl enable headroom-node-agent.service && cloud-init clean --logs && touch /opt/headroom/baked"],
    ]
    power_state = { mode = "poweroff", condition = "test -f /opt/headroom/baked" }
  }
}

resource "aws_iam_role" "node" {
  name = local.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

# The role allows nothing: the agent calls no AWS API. Who needs more for workloads attaches it.
resource "aws_iam_instance_profile" "node" {
  name = local.name
  role = aws_iam_role.node.name
}

# Nothing comes in. The agent calls out: to provisioning to join, and to NATS.
resource "aws_security_group" "node" {
  name        = local.name
  description = "Headroom GPU nodes: nothing comes in"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "node" {
  for_each          = var.egress
  security_group_id = aws_security_group.node.id
  description       = each.key
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.cidr
}

resource "aws_launch_template" "node" {
  name                   = local.name
  description            = "Headroom GPU node with its agent"
  update_default_version = true
  image_id               = var.image_id
  vpc_security_group_ids = [aws_security_group.node.id]
  # The agent ends the bill by powering its own machine off.
  instance_initiated_shutdown_behavior = "terminate"

  iam_instance_profile {
    arn = aws_iam_instance_profile.node.arn
  }

  # A replica must not get at the machine's user data or role by way of a forged request.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = var.root_device_name
    ebs {
      volume_size           = var.root_volume_gib
      volume_type           = "gp3"
      encrypted             = true
      delete_on_termination = true
    }
  }

  monitoring {
    enabled = false
  }
}
