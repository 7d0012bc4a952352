package earshot.replay;

import module java.base;

import earshot.turn.TurnStage;

/// Something in which two runs are not the same.
public sealed interface Difference {
    /// Of which connection, from 1; 0 for none.
    int connection();

    /// One line for a person.
    String words();

    /// The second run has another number of connections.
    record Connections(int recorded, int played) implements Difference {
        @Override
        public int connection() {
            return 0;
        }

        @Override
        public String words() {
            return recorded + " connections recorded, " + played + " played";
        }
    }

    /// A message that did not come.
    ///
    /// @param kind such as `tts stop`
    record Missing(int connection, String kind, String text) implements Difference {
        @Override
        public String words() {
            return "missing  " + kind + ": " + text;
        }
    }

    /// A message that came beside those of the recording.
    record Unexpected(int connection, String kind, String text) implements Difference {
        @Override
        public String words() {
            return "extra    " + kind + ": " + text;
        }
    }

    /// A message that says something else.
    ///
    /// @param path of the value in the JSON
    record OtherValue(int connection, String kind, String path, String recorded, String played) implements Difference {
        @Override
        public String words() {
            return "differs  " + kind + " " + path + ": " + recorded + " recorded, " + played + " played";
        }
    }

    /// The words came later than the answer to them, so that the device was shown what the answer is called.
    ///
    /// @param turn from 1
    /// @param caption of the answer
    record UnknownWords(int connection, int turn, String recorded, String caption) implements Difference {
        @Override
        public String words() {
            return "words    answer " + turn + ": \"" + recorded + "\" recorded, not known in time when played: \"" + caption + "\" was shown";
        }
    }

    /// The sound of an answer is of another length.
    ///
    /// @param turn from 1
    record OtherSound(int connection, int turn, int recorded, int played) implements Difference {
        @Override
        public String words() {
            return "sound    answer " + turn + ": " + recorded + " frames recorded, " + played + " played";
        }
    }

    /// A stage took longer than the tolerance permits.
    record Slower(int connection, int turn, TurnStage stage, Duration recorded, Duration played) implements Difference {
        @Override
        public String words() {
            return "slower   answer " + turn + ", " + stage.label() + ": " + recorded.toMillis() + " ms recorded, " + played.toMillis() + " ms played";
        }
    }

    /// The server ended a connection otherwise.
    record OtherEnd(int connection, String recorded, String played) implements Difference {
        @Override
        public String words() {
            return "end      " + recorded + " recorded, " + played + " played";
        }
    }

    /// The rest of a connection was not played, since an answer that its device waits for did not come.
    record Stuck(int connection, String answer) implements Difference {
        @Override
        public String words() {
            return "stuck    " + answer + " did not come, so the rest was not played";
        }
    }

    /// A row of the timeline is missing, or is there beside those of the recording.
    record Row(boolean missing, String row) implements Difference {
        @Override
        public int connection() {
            return 0;
        }

        @Override
        public String words() {
            return (missing ? "missing  row " : "extra    row ") + row;
        }
    }
}
