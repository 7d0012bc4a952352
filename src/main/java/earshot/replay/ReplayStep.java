package earshot.replay;

import module java.base;

/// One thing that the recorded device did on a connection.
///
/// @param nanos monotonic time in the recording
/// @param after the answer that the device had before it did this; empty where it follows the step before it only
/// @param hears whether the device had heard something of that answer
/// @param until the answer with which its microphone went off, so that it does not do this once that has come; empty for none
record ReplayStep(long nanos, Action action, Optional<Awaited> after, boolean hears, Optional<Awaited> until) {
    /// Whether it answers a request of the server to the tools of the device. It follows that alone: whatever the device does meanwhile goes on.
    boolean answersRequest() {
        return action instanceof Action.SendText text && text.answersRequest();
    }

    sealed interface Action {
        /// @param answersRequest whether it answers a request of the server to its tools
        record SendText(String text, boolean answersRequest) implements Action {}

        /// A whole binary message.
        record SendFrame(byte[] content) implements Action {}

        /// @param code of its close frame; 1006 for none
        record HangUp(int code, String reason) implements Action {}
    }

    /// An answer of the server.
    ///
    /// @param number how many of its kind there were with it, on this connection
    /// @param nanos monotonic time in the recording
    record Awaited(AnswerKey key, int number, long nanos) {
        @Override
        public String toString() {
            return number == 1 ? key.toString() : key + " (number " + number + ")";
        }
    }
}
