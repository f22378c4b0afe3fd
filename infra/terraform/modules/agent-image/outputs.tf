output "launch_template_id" {
  description = "For provisioning: headroom.providers.aws.launch-template."
  value       = aws_launch_template.node.id
}

output "launch_template_arn" {
  description = "For module iam-aws."
  value       = aws_launch_template.node.arn
}

output "node_role_arn" {
  description = "For module iam-aws: the one role that provisioning may pass."
  value       = aws_iam_role.node.arn
}

output "security_group_id" {
  description = "For module iam-aws."
  value       = aws_security_group.node.id
}

output "bake_user_data" {
  description = "Start a machine with a GPU image and this user data once; it powers itself off when done, and is then made an image of."
  value       = "#cloud-config\n${yamlencode(local.bake)}"
}
