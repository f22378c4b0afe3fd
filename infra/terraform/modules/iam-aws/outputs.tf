output "policy_arn" {
  description = "Attach this to the role or user that provisioning runs under."
  value       = aws_iam_policy.provisioning.arn
}

output "policy_json" {
  description = "The policy, for those who attach it otherwise."
  value       = data.aws_iam_policy_document.provisioning.json
}
