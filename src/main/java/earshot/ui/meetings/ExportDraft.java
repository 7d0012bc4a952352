package earshot.ui.meetings;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.Summary;
import earshot.meeting.MeetingAct.Format;
import earshot.meeting.export.Export;
import earshot.ui.part.Desk;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// An export before it is written: its format, its file and a preview of the first lines. On the FX thread only.
final class ExportDraft {
    static final int PREVIEWED = 10;

    /// `CONFIRM`: the file exists; saving again replaces it.
    enum Step { READY, WRONG_PATH, CONFIRM, SAVING, SAVED, FAILED }

    private final Desk desk;
    private final Meeting meeting;
    private final Locale language;
    private final ObjectProperty<Format> format = new SimpleObjectProperty<>(Format.MARKDOWN);
    private final StringProperty file = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.READY);
    private int asked;

    /// @param folder initial folder of the file
    ExportDraft(Desk desk, Meeting meeting, Path folder) {
        this.desk = desk;
        this.meeting = meeting;
        language = desk.texts().language().locale();
        file.set(folder.resolve(name()).toString());
        file.subscribe((_, _) -> step.set(Step.READY));
        format.subscribe((_, next) -> {
            String path = file.get();
            int dot = path.lastIndexOf('.');
            boolean ours = dot > 0 && List.of(Format.values()).stream().anyMatch(one -> path.substring(dot + 1).equals(Export.extension(one)));
            file.set((ours ? path.substring(0, dot) : path) + "." + Export.extension(next));
            look();
        });
        look();
    }

    private String name() {
        String title = Summary.untitled(meeting.title()) ? "meeting" : meeting.title().strip();
        String safe = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", "-").replaceAll("\\s+", " ");
        return LocalDate.ofInstant(meeting.startedAt(), ZoneId.systemDefault()) + " " + (safe.length() > 80 ? safe.substring(0, 80) : safe) + "." + Export.extension(format.get());
    }

    private void look() {
        int number = ++asked;
        desk.pump().when(desk.model().meetings().preview(meeting.id(), format.get(), language).exceptionally(_ -> ""), text -> {
            if (number == asked) {
                preview.set(text.lines().limit(PREVIEWED).collect(Collectors.joining("\n")));
            }
        });
    }

    /// Writes the file. An existing file is replaced only by a second call.
    void save() {
        Optional<Path> path = path();
        if (path.isEmpty()) {
            step.set(Step.WRONG_PATH);
        } else if (step.get() == Step.CONFIRM) {
            write(path.get());
        } else {
            step.set(Step.SAVING);
            desk.pump().when(CompletableFuture.supplyAsync(() -> Files.exists(path.get()), Thread::startVirtualThread), there -> {
                if (there) {
                    step.set(Step.CONFIRM);
                } else {
                    write(path.get());
                }
            });
        }
    }

    /// Writes to a path from a file dialog, which has already asked whether to replace a file.
    void chosen(Path path) {
        file.set(path.toString());
        write(path);
    }

    private void write(Path path) {
        step.set(Step.SAVING);
        desk.pump().when(desk.send(new Command.Meet(new MeetingAct.Save(meeting.id(), format.get(), path, language))).outcome(),
            outcome -> step.set(outcome instanceof Operation.Outcome.Done ? Step.SAVED : Step.FAILED));
    }

    private Optional<Path> path() {
        try {
            Path path = Path.of(file.get().strip());
            return path.isAbsolute() && path.getFileName() != null ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    ObjectProperty<Format> format() {
        return format;
    }

    StringProperty file() {
        return file;
    }

    /// The first [#PREVIEWED] lines.
    ReadOnlyStringProperty preview() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Step> step() {
        return step.getReadOnlyProperty();
    }
}
