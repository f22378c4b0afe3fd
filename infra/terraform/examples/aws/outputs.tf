output "provisioning_policy_arn" {
  description = "Attach it to the role that provisioning runs under."
  value       = module.iam.policy_arn
}

output "provisioning_settings" {
  description = "Lines for provisioning's application.properties."
  value = join("\n", concat(
    ["headroom.cell=${var.cell}", "headroom.providers.aws.region=${var.region}", "headroom.providers.aws.launch-template=${module.agent_image.launch_template_id}"],
    [for zone, subnet in var.subnets : "headroom.providers.aws.subnets.\"${zone}\"=${subnet}"],
  ))
}

output "bake_user_data" {
  description = "User data of the machine that the image is made from."
  value       = module.agent_image.bake_user_data
}
