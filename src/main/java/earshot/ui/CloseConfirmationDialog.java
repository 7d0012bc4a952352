package earshot.ui;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.meeting.MeetingCommand;
import earshot.meeting.Summary;
import earshot.problem.Problem;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/// Asks a person who closes the window what is to become of devices and meetings: finalize and quit, keep serving without the window, or neither.
/// On the FX thread only.
final class CloseConfirmationDialog extends VBox {
    private static final int NAMED_DEVICES = 5;

    private final ViewContext viewContext;
    private final Texts texts;
    private final Runnable cancel;
    private final CloseActions closer;

    /// @param cancel leaves everything as it is
    CloseConfirmationDialog(ViewContext viewContext, ClosingFacts facts, Runnable cancel, CloseActions closer) {
        this.viewContext = viewContext;
        this.cancel = cancel;
        this.closer = closer;
        texts = viewContext.texts();
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        VBox lines = new VBox(8);
        if (!facts.devices().isEmpty()) {
            lines.getChildren().add(Nodes.wrappedLabel(devices(facts.devices())));
        }
        facts.meetings().forEach(meeting -> lines.getChildren().add(Nodes.wrappedLabel(meeting(meeting))));
        facts.underWay().forEach(
            kind -> lines.getChildren().add(Nodes.wrappedLabel(texts.get("close.under.way", texts.getOrDefault("operation." + kind.key(), kind.key())))));
        lines.getChildren().add(Nodes.wrappedLabel(texts.get("close.serve.what"), "muted"));
        Button quit = DialogCard.button(texts.get(facts.meetings().isEmpty() ? "close.quit" : "close.finalize"), () -> finalizeAndQuit(facts));
        quit.getStyleClass().add("accent");
        getChildren().setAll(new DialogCard(texts.get("close.title"), lines)
            .withButtons(quit, DialogCard.button(texts.get("close.serve"), closer::serveOn), DialogCard.button(texts.get("cancel"), cancel)));
    }

    private String devices(List<String> names) {
        if (names.size() == 1) {
            return texts.get("close.devices.one", names.getFirst());
        }
        return texts.get("close.devices", names.size(), texts.list(names, NAMED_DEVICES));
    }

    private String meeting(ClosingFacts.RunningMeeting running) {
        String title = Summary.untitled(running.meeting().title()) ? texts.get("meetings.untitled.quoted") : running.meeting().title();
        long seconds = (running.pendingAudio().toMillis() + 999) / 1000;
        return seconds == 0 ? texts.get("close.meeting", title, running.meeting().segments())
            : texts.get("close.meeting.pending", title, running.meeting().segments(), seconds);
    }

    private void finalizeAndQuit(ClosingFacts facts) {
        if (facts.meetings().isEmpty()) {
            closer.quit();
            return;
        }
        List<CompletableFuture<Outcome>> ends = facts.meetings().stream()
            .map(running -> viewContext.engine().apply(new Command.PerformMeetingCommand(new MeetingCommand.Finish(running.meeting().id()))).outcome())
            .toList();
        ProgressBar progress = new ProgressBar();
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(texts.get("close.finalizing"));
        show("close.finalizing", texts.get("close.finalizing.what"), progress);
        viewContext.pump().whenDone(
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).thenApply(_ -> ends.stream().map(CompletableFuture::join).toList()),
            this::finalized);
    }

    /// Quits, unless the person went back meanwhile.
    private void finalized(List<Outcome> outcomes) {
        if (getScene() == null) {
            return;
        }
        Optional<Problem> failure = outcomes.stream().filter(Outcome.Failed.class::isInstance).map(outcome -> ((Outcome.Failed) outcome).problem()).findFirst();
        failure.ifPresentOrElse(problem -> show("close.title", texts.get("close.failed", texts.what(problem))), closer::quit);
    }

    /// What loses nothing comes first: there the pointer is, and the focus goes.
    private void show(String title, String words, ProgressBar... progress) {
        getChildren().setAll(new DialogCard(texts.get(title), Stream.concat(Stream.of(Nodes.wrappedLabel(words)), Stream.of(progress)).toArray(Node[]::new))
            .withButtons(DialogCard.button(texts.get("cancel"), cancel), DialogCard.button(texts.get("close.now"), closer::quit)));
    }
}
