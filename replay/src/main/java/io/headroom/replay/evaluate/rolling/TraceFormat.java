package io.headroom.replay.evaluate.rolling;

/// Traces whose demand over time can be forecast.
public enum TraceFormat {
    /// Requests to an image generator that succeeded: how many begin in each step.
    GENTD26,
    /// Instances with a GPU: how many run at the start of each step.
    DLRM25,
    /// Requests to a language model: how many come in each step.
    AZURE_LLM
}
