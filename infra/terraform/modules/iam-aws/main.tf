# What provisioning may do in one AWS account: the calls that its code makes, on machines of its own cell, and no other.
# The calls are those of services/provisioning/src/main/java/io/headroom/provisioning/provider/aws.

data "aws_partition" "this" {}

locals {
  ec2    = "arn:${data.aws_partition.this.partition}:ec2"
  owned  = [for region in var.regions : "${local.ec2}:${region}:${var.account_id}"]
  images = [for region in var.regions : "${local.ec2}:${region}::image"]
}

data "aws_iam_policy_document" "provisioning" {
  # A machine comes from the template, is of a type that pools name, and carries the tag of the cell from its first moment on.
  statement {
    sid       = "LaunchTaggedInstances"
    actions   = ["ec2:RunInstances"]
    resources = [for prefix in local.owned : "${prefix}:instance/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/headroom:cell"
      values   = [var.cell]
    }
    condition {
      test     = "StringEquals"
      variable = "ec2:InstanceType"
      values   = var.instance_types
    }
    condition {
      test     = "ArnEquals"
      variable = "ec2:LaunchTemplate"
      values   = var.launch_template_arns
    }
  }

  statement {
    sid       = "LaunchTaggedVolumes"
    actions   = ["ec2:RunInstances"]
    resources = [for prefix in local.owned : "${prefix}:volume/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/headroom:cell"
      values   = [var.cell]
    }
  }

  statement {
    sid     = "LaunchFromTheseParts"
    actions = ["ec2:RunInstances"]
    resources = concat(
      var.launch_template_arns,
      flatten([for prefix in local.images : [for id in var.image_ids : "${prefix}/${id}"]]),
      flatten([for prefix in local.owned : [for id in var.subnet_ids : "${prefix}:subnet/${id}"]]),
      flatten([for prefix in local.owned : [for id in var.security_group_ids : "${prefix}:security-group/${id}"]]),
    )
  }

  # Made by the launch itself: they have no name before it.
  statement {
    sid     = "LaunchMakesThese"
    actions = ["ec2:RunInstances"]
    resources = flatten([for prefix in local.owned : [
      "${prefix}:network-interface/*",
      "${prefix}:spot-instances-request/*",
    ]])
  }

  # Tags are given while launching and at no other time: nobody else's machine can be made ours.
  statement {
    sid       = "TagWhileLaunching"
    actions   = ["ec2:CreateTags"]
    resources = flatten([for prefix in local.owned : ["${prefix}:instance/*", "${prefix}:volume/*"]])
    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["RunInstances"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/headroom:cell"
      values   = [var.cell]
    }
  }

  statement {
    sid       = "EndStopAndWakeOwnInstances"
    actions   = ["ec2:TerminateInstances", "ec2:StopInstances", "ec2:StartInstances"]
    resources = [for prefix in local.owned : "${prefix}:instance/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/headroom:cell"
      values   = [var.cell]
    }
  }

  # EC2 knows no narrower scope for these than the region.
  statement {
    sid       = "Look"
    actions   = ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeSpotPriceHistory"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = var.regions
    }
  }

  # The price list is public, is asked in a region of its own, and knows no scope at all.
  statement {
    sid       = "ReadThePriceList"
    actions   = ["pricing:GetProducts"]
    resources = ["*"]
  }

  statement {
    sid       = "GiveNodesTheirRole"
    actions   = ["iam:PassRole"]
    resources = [var.node_role_arn]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "provisioning" {
  name        = "headroom-${var.cell}-provisioning"
  description = "Headroom's provisioning service in cell ${var.cell}"
  policy      = data.aws_iam_policy_document.provisioning.json
}
