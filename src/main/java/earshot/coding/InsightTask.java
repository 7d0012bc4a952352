package earshot.coding;

/// What an insight is made of.
///
/// @param log the newest lines for an insight, all for a summary
/// @param last whether it is the summary
/// @param items most entries of each list
/// @param maxChars of the log that the model is told
record InsightTask(LogExcerpt log, boolean last, int items, int maxChars) {}
