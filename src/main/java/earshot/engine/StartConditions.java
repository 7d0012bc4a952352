package earshot.engine;

import module java.base;

import earshot.problem.Problem;

/// What an earlier process, or an earlier attempt of this one, leaves to a new engine.
///
/// @param ports to serve on in place of those in the settings
/// @param problems to be shown at once
/// @param handedOver whether another process of this program, or this one, has just let go of the home
public record StartConditions(Optional<Command.ChoosePorts> ports, List<Problem> problems, boolean handedOver) {
    public static final StartConditions NONE = new StartConditions(Optional.empty(), List.of(), false);

    public StartConditions {
        problems = List.copyOf(problems);
    }
}
