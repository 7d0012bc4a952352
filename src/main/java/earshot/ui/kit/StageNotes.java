package earshot.ui.kit;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnStage;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;

/// What a person should know of a stage of a turn beside its length, in words and with the way to it: alike in all views. On the FX thread only.
public final class StageNotes {
    private StageNotes() {}

    /// Where a person can make a stage shorter.
    public static NavigationTarget target(TurnStage stage, DeviceId device) {
        return switch (stage) {
            case SILENCE -> setting("vad.min_silence_ms");
            case RECOGNISE, COMPUTE_WAIT -> setting("selected_module.ASR");
            case VOICE -> setting("selected_module.TTS");
            case INTENT -> setting("selected_module.Intent");
            case ANSWER, SENTENCE -> setting("selected_module.LLM");
            case TOOL -> setting("mcpServers");
            case LATE_SOUND, DEVICE_END, TOOL_LIST, FIRST_FRAME, PLAYOUT -> NavigationTarget.of("devices", device.value());
        };
    }

    /// The notes of a stage, a row each.
    ///
    /// @param named whether each begins with the stage, where that does not stand beside it
    public static List<HBox> rows(StageTime time, boolean named, ViewContext viewContext) {
        return time.notes().stream().map(note -> row(time.stage(), note, named, viewContext)).toList();
    }

    private static HBox row(TurnStage stage, StageNote note, boolean named, ViewContext viewContext) {
        Texts texts = viewContext.texts();
        String words = words(note, texts);
        HBox row = new HBox(8, Nodes.grow(Nodes.wrappedLabel(named ? StageStyle.name(stage, texts) + " · " + words : words, "warn-text")));
        row.getStyleClass().add("stage-note");
        row.setAlignment(Pos.TOP_LEFT);
        place(stage, note).filter(target -> viewContext.has(target.view())).ifPresent(target -> {
            Hyperlink link = Nodes.uncut(new Hyperlink(texts.get("view." + target.view()) + "…"));
            link.setOnAction(_ -> viewContext.navigate().accept(target));
            row.getChildren().add(link);
        });
        return row;
    }

    private static String words(StageNote note, Texts texts) {
        return switch (note) {
            case StageNote.GivenUp(Duration limit) -> texts.get("turns.note.given_up", String.format(Locale.ROOT, "%.1f", limit.toMillis() / 1000.0));
            case StageNote.StandIn(String used, String instead, String why) when why.isBlank() -> texts.get("turns.note.stand_in", used, instead);
            case StageNote.StandIn(String used, String instead, String why) -> texts.get("turns.note.stand_in.why", used, instead, inWords(why, texts));
            case StageNote.Failed(String why) -> texts.get("turns.note.failed", inWords(why, texts));
        };
    }

    private static String inWords(String argument, Texts texts) {
        return ProblemReason.text(argument, texts.language().locale());
    }

    /// Where what failed is chosen; a failure without such a place is among the problems.
    private static Optional<NavigationTarget> place(TurnStage stage, StageNote note) {
        return switch (note) {
            case StageNote.GivenUp _ -> Optional.empty();
            // a voice may fail at a later sentence, which is no stage of its own
            case StageNote.StandIn _ -> chosen(stage).or(() -> Optional.of(setting("selected_module.TTS")));
            case StageNote.Failed _ -> chosen(stage).or(() -> Optional.of(NavigationTarget.of("problems")));
        };
    }

    private static Optional<NavigationTarget> chosen(TurnStage stage) {
        return switch (stage) {
            case RECOGNISE, ANSWER, SENTENCE, VOICE -> Optional.of(target(stage, new DeviceId("")));
            default -> Optional.empty();
        };
    }

    private static NavigationTarget setting(String key) {
        return NavigationTarget.of(new ProblemSubject.Setting(key)).orElseThrow();
    }
}
