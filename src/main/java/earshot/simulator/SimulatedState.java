package earshot.simulator;

import earshot.data.LetterCase;
import earshot.wire.ListenMode;

/// The states that a conversation passes through and the transitions between them, as in the firmware's device_state_machine.cc.
public sealed interface SimulatedState {
    /// Powered up, before OTA.
    record Starting() implements SimulatedState {}

    /// Asking for OTA, or waiting to be bound.
    record Activating() implements SimulatedState {}

    record Idle() implements SimulatedState {}

    /// Opens the WebSocket and waits for the server's hello.
    record Connecting() implements SimulatedState {}

    /// @param mode who ends the turn
    record Listening(ListenMode mode) implements SimulatedState {}

    /// Plays the answer.
    /// @param mode decides what follows `tts stop`
    record Speaking(ListenMode mode) implements SimulatedState {}

    /// Whether the firmware allows this transition; one to the same state is always allowed.
    default boolean mayBecome(SimulatedState next) {
        return getClass() == next.getClass() || switch (this) {
            case Starting _ -> next instanceof Activating;
            case Activating _ -> next instanceof Idle;
            case Idle _ -> !(next instanceof Starting);
            case Connecting _ -> next instanceof Idle || next instanceof Listening;
            case Listening _ -> next instanceof Speaking || next instanceof Idle;
            case Speaking _ -> next instanceof Listening || next instanceof Idle;
        };
    }

    /// The firmware's name of the state, for example `listening`.
    default String word() {
        return LetterCase.lower(getClass().getSimpleName());
    }
}
