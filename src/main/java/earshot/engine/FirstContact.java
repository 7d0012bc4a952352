package earshot.engine;

import module java.base;

import earshot.problem.Problem;

/// How far any device has come towards its first conversation: the seven steps that the console shows before the first device.
///
/// @param steps the seven steps in order
/// @param attempts number of connection attempts so far
public record FirstContact(List<StepStatus> steps, long attempts) {
    public enum Step { LISTENING, ADDRESS_REACHED, UPGRADE_ASKED, IDENTIFIED, AUTHENTICATED, HELLO, FIRST_SOUND }

    public enum StepState { REACHED, WAITING, FAILED, AHEAD }

    /// @param state WAITING for the first unreached step, AHEAD for the steps after it
    /// @param problem why the step failed, or what to do about a step that waits
    /// @param detail what was observed, for example the address of the client
    public record StepStatus(Step step, StepState state, Optional<Problem> problem, String detail) {}
}
