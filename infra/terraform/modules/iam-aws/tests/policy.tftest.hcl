# Plans against no account at all: run it offline with `terraform test`.

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  cell                 = "prod"
  account_id           = "123456789012"
  regions              = ["us-east-1"]
  instance_types       = ["p5.48xlarge"]
  launch_template_arns = ["arn:aws:ec2:us-east-1:123456789012:launch-template/lt-0123456789abcdef0"]
  image_ids            = ["ami-0123456789abcdef0"]
  subnet_ids           = ["subnet-0123456789abcdef0"]
  security_group_ids   = ["sg-0123456789abcdef0"]
  node_role_arn        = "arn:aws:iam::123456789012:role/headroom-prod-node"
}

run "only_the_calls_that_the_code_makes" {
  command = plan

  assert {
    condition = toset(flatten([for s in jsondecode(output.policy_json).Statement : s.Action])) == toset([
      "ec2:RunInstances", "ec2:CreateTags", "ec2:TerminateInstances", "ec2:StopInstances",
      "ec2:StartInstances", "ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeSpotPriceHistory", "iam:PassRole",
    ])
    error_message = "The policy allows other calls than provider/aws makes."
  }
}

run "ends_only_machines_of_its_cell" {
  command = plan

  assert {
    condition = alltrue([
      for s in jsondecode(output.policy_json).Statement :
      s.Condition.StringEquals["aws:ResourceTag/headroom:cell"] == "prod"
      if length(setintersection(toset(flatten([s.Action])), toset([
        "ec2:TerminateInstances", "ec2:StopInstances", "ec2:StartInstances"
      ]))) > 0
    ])
    error_message = "A machine without the cell's tag could be terminated, stopped or started."
  }
}

run "everything_is_scoped" {
  command = plan

  assert {
    condition = alltrue([
      for s in jsondecode(output.policy_json).Statement :
      s.Sid == "Look" || !contains(flatten([s.Resource]), "*")
    ])
    error_message = "Only looking may name all resources."
  }
}
