package earshot.fault;

import static earshot.fault.FaultSide.DEVICE;
import static earshot.fault.FaultSide.SERVER;

import module java.base;

import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Every fault that can be switched on, with where it shows, the amounts it takes, and who can do it.
public enum FaultKind {
    /// Everything that is sent leaves so much later.
    DELAY(ProblemReason.FAULT_DELAY, FaultGroup.CONNECTION, FaultRange.millis(10, 10_000, 500), SERVER, DEVICE),
    /// Everything that is sent leaves later by a time that changes from message to message, up to this; the order stays.
    JITTER(ProblemReason.FAULT_JITTER, FaultGroup.CONNECTION, FaultRange.millis(1, 2_000, 80), SERVER, DEVICE),
    /// So many frames never leave.
    LOSS(ProblemReason.FAULT_LOSS, FaultGroup.CONNECTION, FaultRange.percent(5), SERVER, DEVICE),
    /// So many frames leave after the next one.
    REORDERING(ProblemReason.FAULT_REORDERING, FaultGroup.CONNECTION, FaultRange.percent(10), SERVER, DEVICE),
    /// What is sent is held, and leaves together each time so much has passed.
    BURST(ProblemReason.FAULT_BURST, FaultGroup.CONNECTION, FaultRange.millis(100, 5_000, 600), SERVER, DEVICE),
    /// What the other side sends is read only each time so much has passed.
    SLOW_READER(ProblemReason.FAULT_SLOW_READER, FaultGroup.CONNECTION, FaultRange.millis(100, 20_000, 2_000), SERVER, DEVICE),
    /// Nothing passes in either direction, and the connection stays open.
    HALF_OPEN(ProblemReason.FAULT_HALF_OPEN, FaultGroup.CONNECTION, FaultRange.NONE, SERVER),
    /// Frames are wrapped in another form than was announced.
    WRONG_FRAMING(ProblemReason.FAULT_WRONG_FRAMING, FaultGroup.CONNECTION, FaultRange.NONE, SERVER, DEVICE),
    /// TCP ends without a close frame, so long after the hello.
    HANG_UP(ProblemReason.FAULT_HANG_UP, FaultGroup.CONNECTION, FaultRange.millis(100, 60_000, 3_000), DEVICE),
    /// The hello leaves so much later, and with it everything behind it.
    HELLO_LATE(ProblemReason.FAULT_HELLO_LATE, FaultGroup.HELLO, FaultRange.millis(100, 30_000, 11_000), SERVER, DEVICE),
    HELLO_MISSING(ProblemReason.FAULT_HELLO_MISSING, FaultGroup.HELLO, FaultRange.NONE, SERVER, DEVICE),
    /// The hello names another transport.
    HELLO_WRONG(ProblemReason.FAULT_HELLO_WRONG, FaultGroup.HELLO, FaultRange.NONE, SERVER, DEVICE),
    /// A boot request is answered with status 500.
    OTA_ERROR(ProblemReason.FAULT_OTA_ERROR, FaultGroup.OTA, FaultRange.NONE, SERVER),
    OTA_NOT_JSON(ProblemReason.FAULT_OTA_NOT_JSON, FaultGroup.OTA, FaultRange.NONE, SERVER),
    OTA_SLOW(ProblemReason.FAULT_OTA_SLOW, FaultGroup.OTA, FaultRange.millis(100, 60_000, 10_000), SERVER),
    RECOGNIZER_FAILS(ProblemReason.FAULT_RECOGNIZER_FAILS, FaultGroup.TURN, FaultRange.NONE, SERVER),
    RECOGNIZER_SLOW(ProblemReason.FAULT_RECOGNIZER_SLOW, FaultGroup.TURN, FaultRange.millis(100, 60_000, 3_000), SERVER),
    MODEL_FAILS(ProblemReason.FAULT_MODEL_FAILS, FaultGroup.TURN, FaultRange.NONE, SERVER),
    MODEL_SLOW(ProblemReason.FAULT_MODEL_SLOW, FaultGroup.TURN, FaultRange.millis(100, 60_000, 5_000), SERVER),
    VOICE_FAILS(ProblemReason.FAULT_VOICE_FAILS, FaultGroup.TURN, FaultRange.NONE, SERVER),
    /// Each sentence begins so much later.
    VOICE_SLOW(ProblemReason.FAULT_VOICE_SLOW, FaultGroup.TURN, FaultRange.millis(100, 60_000, 3_000), SERVER);

    private final ProblemReason words;
    private final FaultGroup group;
    private final FaultRange range;
    private final Set<FaultSide> sides;

    FaultKind(ProblemReason words, FaultGroup group, FaultRange range, FaultSide... sides) {
        this.words = words;
        this.group = group;
        this.range = range;
        this.sides = Set.of(sides);
    }

    public FaultGroup group() {
        return group;
    }

    public FaultRange range() {
        return range;
    }

    /// Those who can do it.
    public Set<FaultSide> sides() {
        return sides;
    }

    /// Its name in files and in keys of texts, for example `hello_late`.
    public String key() {
        return LetterCase.lower(name());
    }

    ProblemReason words() {
        return words;
    }
}
