package earshot.replay;

import module java.base;

/// One thing that the recorded device did on a connection.
///
/// @param nanos monotonic time in the recording
/// @param after the answer that the device had before it did this; empty where it follows the step before it only
/// @param hears whether the device had heard something of that answer
record ReplayStep(long nanos, Action action, Optional<Awaited> after, boolean hears) {
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
