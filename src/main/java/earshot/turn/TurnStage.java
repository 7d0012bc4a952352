package earshot.turn;

import earshot.data.LetterCase;

/// The stages of a turn from the end of speech to the last sound. Not every turn has all of them, and some come more than once.
public enum TurnStage {
    /// The silence after which speech counts as ended.
    SILENCE(Owner.SETTING),
    /// The sound of that silence came later than it was recorded.
    LATE_SOUND(Owner.NETWORK),
    /// Until the device says that speech has ended, where it decides.
    DEVICE_END(Owner.NETWORK),
    /// Until a thread was free that computes, at whatever step: this computer has more to do than it can.
    COMPUTE_WAIT(Owner.COMPUTER),
    RECOGNISE(Owner.SERVICE),
    /// A model finds the intent.
    INTENT(Owner.SERVICE),
    /// Until the device has listed its tools, right after its hello.
    TOOL_LIST(Owner.NETWORK),
    /// Until the first piece of the answer.
    ANSWER(Owner.SERVICE),
    /// Until the first sentence is complete.
    SENTENCE(Owner.SERVICE),
    TOOL(Owner.SERVICE),
    /// Until the first piece of speech.
    VOICE(Owner.SERVICE),
    FIRST_FRAME(Owner.EARSHOT),
    PLAYOUT(Owner.NETWORK);

    /// What determines the length of a stage, so that a person knows where to make it shorter.
    public enum Owner {
        SERVICE, SETTING, EARSHOT, NETWORK, COMPUTER;

        /// The name in files, and of its style class.
        public String label() {
            return LetterCase.lower(name());
        }
    }

    private final Owner owner;

    TurnStage(Owner owner) {
        this.owner = owner;
    }

    public Owner owner() {
        return owner;
    }

    /// The name in files and reports, such as `first frame`.
    public String label() {
        return LetterCase.lower(name()).replace('_', ' ');
    }
}
