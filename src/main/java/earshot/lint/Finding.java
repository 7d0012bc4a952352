package earshot.lint;

/// A violation of a rule.
///
/// @param detail what was seen, in the terms of the protocol, English; short, without secrets
/// @param count how often in a row, from 1
public record Finding(LintRule rule, String detail, int count) {}
