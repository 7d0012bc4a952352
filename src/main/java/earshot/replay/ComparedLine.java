package earshot.replay;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Alignment.Pair;
import earshot.turn.TurnStage;

/// Something that the server said or did on one connection, in both of two recordings or in one of them.
public sealed interface ComparedLine {
    /// Of which connection of its device, from 1.
    int connection();

    /// In which answer, from 1; 0 before the first one.
    int turn();

    /// What there is of it in each recording.
    Pair<? extends Seen<?>> pair();

    /// Whether both are the same within the tolerances.
    boolean same();

    /// @param nanos when, on the monotonic clock of its recording
    record Seen<T>(long nanos, T value) {}

    /// The connection itself, where one recording has more of them.
    record Connection(int connection, Pair<Seen<Integer>> pair) implements ComparedLine {
        @Override
        public int turn() {
            return 0;
        }

        @Override
        public boolean same() {
            return false;
        }
    }

    /// @param family those of one come in order; those of two may overtake each other
    /// @param kind such as `tts stop`
    /// @param pair content without what is another in every run
    record Message(int connection, int turn, String family, String kind, Pair<Seen<JsonNode>> pair) implements ComparedLine {
        @Override
        public boolean same() {
            return pair.left().map(Seen::value).equals(pair.right().map(Seen::value));
        }
    }

    /// The time that a part of an answer took.
    record Stage(int connection, int turn, TurnStage stage, Pair<Seen<Duration>> pair, boolean same) implements ComparedLine {}

    /// The sound of an answer, in frames.
    record Sound(int connection, int turn, Pair<Seen<Integer>> pair, boolean same) implements ComparedLine {}

    /// With which code the server closed the connection; empty where it left it open.
    record End(int connection, int turn, Pair<Seen<OptionalInt>> pair) implements ComparedLine {
        @Override
        public boolean same() {
            return pair.left().map(Seen::value).equals(pair.right().map(Seen::value));
        }
    }
}
