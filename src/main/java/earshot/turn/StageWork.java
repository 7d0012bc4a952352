package earshot.turn;

import module java.base;

import earshot.catalog.ProviderType;
import earshot.remote.ProviderKind;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;

/// Who took the time of a stage: alike in the console, in files and in reports.
///
/// @param by name of the provider that did the work, not of the one that it stood in for; blank where it was none
public record StageWork(String by, TurnStage.Owner owner) {
    /// @param voice name of the voice that was asked
    public static StageWork of(StageTime time, TurnFacts facts, String voice) {
        String by = time.notes().stream().filter(StageNote.StandIn.class::isInstance).map(note -> ((StageNote.StandIn) note).used()).findFirst()
            .filter(_ -> hasProvider(time.stage())).orElseGet(() -> asked(time.stage(), facts, voice));
        return new StageWork(by, runsHere(time.stage(), by) ? TurnStage.Owner.COMPUTER : time.stage().owner());
    }

    private static boolean hasProvider(TurnStage stage) {
        return stage == TurnStage.RECOGNISE || stage == TurnStage.ANSWER || stage == TurnStage.VOICE;
    }

    private static String asked(TurnStage stage, TurnFacts facts, String voice) {
        return switch (stage) {
            case RECOGNISE -> facts.transcript().recognizer();
            case ANSWER -> facts.answer().model().orElse("");
            case VOICE -> voice;
            case SENTENCE, SILENCE, LATE_SOUND, DEVICE_END, COMPUTE_WAIT, INTENT, TOOL_LIST, TOOL, FIRST_FRAME, PLAYOUT -> "";
        };
    }

    /// A part of Earshot takes the time of this computer.
    private static boolean runsHere(TurnStage stage, String by) {
        Stream<ProviderType> types = switch (stage) {
            case RECOGNISE -> ProviderKind.ASR.types().stream();
            case VOICE -> ProviderKind.TTS.types().stream();
            default -> Stream.empty();
        };
        return types.filter(type -> type.location() != ProviderType.Location.REMOTE).anyMatch(type -> by.startsWith(type.title()));
    }
}
