package earshot.ui.settings;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Backs up everything stored to a file, and restores it from one.
final class BackupCard extends VBox {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneId.systemDefault());
    private static final List<String> ENDINGS = List.of("zip");

    private final ViewContext viewContext;
    private final Texts texts;
    private final Button backUp;
    private final Button restore;
    private final ProgressBar progress = new ProgressBar();
    private final Label line = Nodes.wrappedLabel("");

    BackupCard(ViewContext viewContext) {
        this.viewContext = viewContext;
        texts = viewContext.texts();
        backUp = Nodes.uncut(new Button(texts.get("settings.backup.make")));
        restore = Nodes.uncut(new Button(texts.get("settings.backup.restore")));
        getStyleClass().addAll("card", "settings-card");
        backUp.setId("backUp");
        restore.setId("restoreBackup");
        line.setId("backupLine");
        backUp.setOnAction(_ -> chooseTarget());
        restore.setOnAction(_ -> chooseSource());
        HBox buttons = new HBox(backUp, restore);
        buttons.getStyleClass().add("settings-buttons");
        getChildren().addAll(Nodes.label(texts.get("settings.backup"), "subheading"), Nodes.wrappedLabel(texts.get("settings.backup.what"), "muted"), buttons,
            progress, line);
        Nodes.setShown(progress, false);
        Nodes.bindShown(line, line.textProperty().isNotEmpty());
    }

    Button backUp() {
        return backUp;
    }

    Button restore() {
        return restore;
    }

    private void chooseTarget() {
        viewContext.files().save(getScene().getWindow(), texts.get("settings.backup.make"), "earshot-" + DAY.format(viewContext.time().now()) + ".zip", ENDINGS)
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(path -> run(new Command.BackUpHome(path)));
    }

    private void chooseSource() {
        viewContext.files().open(getScene().getWindow(), texts.get("settings.backup.restore"), ENDINGS)
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(this::confirm);
    }

    private void confirm(Path file) {
        ConfirmationDialog.warn(getScene(), texts.get("settings.backup.ask"), texts.get("settings.backup.facts", file), texts.get("settings.backup.verb"),
            texts.get("cancel"),
            () -> run(new Command.RestoreHome(file)));
    }

    /// Sends the command and shows how far it is.
    void run(Command.HomeCommand command) {
        show(true, "");
        Operation operation = viewContext.send(command);
        WatchSubscription watching = viewContext.pump().watch(operation.progress(), now -> {
            progress.setProgress(now.done().orElse(ProgressBar.INDETERMINATE_PROGRESS));
            line.setText(texts.progress(now));
        });
        viewContext.pump().whenDone(operation.outcome(), outcome -> {
            watching.close();
            show(false, switch (outcome) {
                case Operation.Outcome.Done done -> texts.done(done);
                case Operation.Outcome.Failed failed -> texts.account(failed.problem());
                case Operation.Outcome.Cancelled _ -> "";
            });
        });
    }

    private void show(boolean running, String text) {
        backUp.setDisable(running);
        restore.setDisable(running);
        Nodes.setShown(progress, running);
        line.setText(text);
    }
}
