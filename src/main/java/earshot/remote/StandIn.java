package earshot.remote;

/// Who works in place of a provider that failed.
///
/// @param name of the one that works
/// @param why the problem of the one that was asked, as [earshot.problem.Problem#asArgument] gives it
public record StandIn(String name, String why) {}
