/** Anthropic's models in LiteLLM's price map: name, most tokens of an answer, traits. */
export const MODEL_ROWS = `
claude-haiku-4-5-20251001 64000 reasons hasFormats samples takesForcedTools
claude-haiku-4-5 64000 reasons hasFormats samples takesForcedTools
claude-sonnet-4-5 64000 reasons hasFormats samples takesForcedTools
claude-sonnet-4-5-20250929 64000 reasons hasFormats samples takesForcedTools
claude-sonnet-5 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesForcedTools
claude-sonnet-5-5 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax
claude-sonnet-4-6 128000 adaptive takesBudget reasons hasFormats takesEffort takesMax samples takesForcedTools
claude-opus-4-5-20251101 64000 reasons hasFormats takesEffort samples takesForcedTools
claude-opus-4-5 64000 reasons hasFormats takesEffort samples takesForcedTools
claude-opus-4-6 128000 adaptive takesBudget reasons hasFormats takesEffort takesMax takesSpeed samples takesForcedTools
claude-opus-4-6-20260205 128000 adaptive takesBudget reasons hasFormats takesEffort takesMax takesSpeed samples takesForcedTools
claude-opus-4-7 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesSpeed takesForcedTools
claude-opus-4-7-20260416 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesSpeed takesForcedTools
claude-fable-5 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax takesForcedTools
claude-fable-5-1 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax
claude-opus-5-5 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax takesSpeed
claude-opus-5 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesSpeed takesForcedTools
claude-opus-4-8 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesSpeed takesForcedTools
claude-mythos-5 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax takesForcedTools
claude-mythos-5-1 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax
claude-mythos-preview 128000 adaptive alwaysThinks reasons hasFormats takesEffort takesXhigh takesMax takesForcedTools
claude-haiku-5-5 128000 adaptive reasons hasFormats takesEffort takesXhigh takesMax takesForcedTools
`;
