package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.Summary;
import earshot.meeting.export.MeetingExporter;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// An export before it is written: its format, its file and a preview of the first lines. On the FX thread only.
final class ExportViewModel {
    static final int PREVIEW_LINES = 10;
    private static final int MAX_NAME_CHARACTERS = 80;
    private static final int MAX_NAME_BYTES = 200;

    /// `CONFIRM`: the file exists; saving again replaces it.
    enum Step { READY, WRONG_PATH, CONFIRM, SAVING, SAVED, FAILED }

    private final ViewContext viewContext;
    private final Meeting meeting;
    private final Locale language;
    private final ObjectProperty<Format> format = new SimpleObjectProperty<>(Format.MARKDOWN);
    private final BooleanProperty windows = new SimpleBooleanProperty();
    private final StringProperty file = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.READY);
    private int previewRequests;

    /// @param folder initial folder of the file
    ExportViewModel(ViewContext viewContext, Meeting meeting, Path folder) {
        this.viewContext = viewContext;
        this.meeting = meeting;
        language = viewContext.texts().language().locale();
        file.set(folder.resolve(fileName()).toString());
        file.subscribe((_, _) -> step.set(Step.READY));
        windows.subscribe((_, _) -> step.set(Step.READY));
        format.subscribe((_, next) -> {
            String path = file.get();
            int dot = path.lastIndexOf('.');
            boolean knownExtension = dot > 0
                && List.of(Format.values()).stream().anyMatch(one -> path.substring(dot + 1).equals(MeetingExporter.extension(one)));
            file.set((knownExtension ? path.substring(0, dot) : path) + "." + MeetingExporter.extension(next));
            refreshPreview();
        });
        refreshPreview();
    }

    private String fileName() {
        String title = Summary.untitled(meeting.title()) ? "meeting" : meeting.title().strip();
        // besides what no file system takes, what would show the name in another order than it is written
        String safe = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}\\p{Cf}\\p{Cs}]+", "-").replaceAll("[\\s\\p{Z}]+", " ");
        return LocalDate.ofInstant(meeting.startedAt(), ZoneId.systemDefault()) + " " + cut(safe) + "." + MeetingExporter.extension(format.get());
    }

    /// No character is split; file systems take 255 bytes with the date and the extension.
    private static String cut(String name) {
        int end = 0;
        int bytes = 0;
        while (end < name.length()) {
            int point = name.codePointAt(end);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_NAME_BYTES || end + Character.charCount(point) > MAX_NAME_CHARACTERS) {
                break;
            }
            end += Character.charCount(point);
        }
        return name.substring(0, end).strip();
    }

    private void refreshPreview() {
        int number = ++previewRequests;
        viewContext.pump().whenDone(viewContext.model().meetings().preview(meeting.id(), format.get(), language).exceptionally(_ -> ""), text -> {
            if (number == previewRequests) {
                preview.set(text.lines().limit(PREVIEW_LINES).collect(Collectors.joining("\n")));
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
            viewContext.pump().whenDone(CompletableFuture.supplyAsync(() -> Files.exists(path.get()), Thread::startVirtualThread), exists -> {
                if (exists) {
                    step.set(Step.CONFIRM);
                } else {
                    write(path.get());
                }
            });
        }
    }

    /// Writes to a path from a file dialog, which has already asked whether to replace a file.
    void saveTo(File picked) {
        file.set(picked.getPath());
        PickedFile.path(picked, viewContext.notifier()).ifPresentOrElse(this::write, () -> step.set(Step.FAILED));
    }

    private void write(Path path) {
        step.set(Step.SAVING);
        viewContext.pump().whenDone(
            viewContext.send(new Command.PerformMeetingCommand(
                new MeetingCommand.Export(meeting.id(), format.get(), path, language, windows.get() && MeetingExporter.text(format.get())))).outcome(),
            outcome -> step.set(outcome instanceof Operation.Outcome.Done ? Step.SAVED : Step.FAILED));
    }

    private Optional<Path> path() {
        return PickedFile.path(new File(file.get().strip()), viewContext.notifier()).filter(path -> path.isAbsolute() && path.getFileName() != null);
    }

    ObjectProperty<Format> format() {
        return format;
    }

    /// Whether a text is written for older programs on Windows.
    BooleanProperty windows() {
        return windows;
    }

    StringProperty file() {
        return file;
    }

    ReadOnlyStringProperty preview() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Step> step() {
        return step.getReadOnlyProperty();
    }
}
