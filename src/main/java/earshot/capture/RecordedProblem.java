package earshot.capture;

import module java.base;

import earshot.problem.Problem;

/// A problem as it stood when recording ended.
///
/// @param number unique in the file
/// @param at when it was raised first
/// @param last when it was raised last
/// @param count how often, from 1
/// @param resolvedAt empty while it was open
/// @param replaced whether a later problem of the same provider took its place
public record RecordedProblem(long number, Problem problem, Instant at, Instant last, int count, Optional<Instant> resolvedAt, boolean acknowledged,
    boolean replaced) {}
