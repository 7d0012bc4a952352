package earshot.ui.meetings;

import module java.base;

import earshot.data.LetterCase;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ThemeColors;
import javafx.beans.property.StringProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// The painted transcript, and the text field shown over it for editing in place.
final class TranscriptPane implements CanvasListView.RowModel {
    private final Texts texts;
    private final MeetingViewModel model;
    private final TranscriptRowPainter rowPainter;
    private final CanvasListView list = new CanvasListView(this);
    private final InPlaceEditor editor;
    private final StringProperty query;
    private final Button fresh;
    private final Subscription subscription;
    private boolean updatingSelection;

    TranscriptPane(Texts texts, MeetingFormatter formatter, MeetingViewModel model, StackPane pane, Button fresh, StringProperty query) {
        this.texts = texts;
        this.model = model;
        this.query = query;
        this.fresh = fresh;
        rowPainter = new TranscriptRowPainter(texts, formatter, Font.font("Noto Sans CJK SC", 14));
        editor = new InPlaceEditor(pane, list);
        list.setId("transcript");
        list.setAccessibleText(texts.get("meetings.transcript"));
        pane.getChildren().addFirst(list);
        fresh.setOnAction(_ -> follow(true));
        list.addEventFilter(ScrollEvent.SCROLL, _ -> editor.close());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                selectedRow().ifPresent(row -> SystemClipboard.copy(rowPainter.accessibleText(row)));
                event.consume();
            }
        });
        subscription = Subscription.combine(
            model.lines().subscribe(_ -> show()), model.state().subscribe((_, _) -> show()), model.selected().subscribe((_, _) -> showSelected()),
            model.following().subscribe(_ -> showFollowing()), model.newLines().subscribe(_ -> showFollowing()), query.subscribe((_, _) -> show()));
    }

    CanvasListView list() {
        return list;
    }

    private void show() {
        rowPainter.show(model.transcript(), model.lines().get(), LetterCase.folded(query.get().strip()));
        if (model.lines().get().isEmpty()) {
            list.scrollToStart();
            editor.close();
        }
        list.rowsRenumbered(selectedRow().orElse(-1L));
        showFollowing();
    }

    /// Entries for the selected line that need no more than its words.
    List<MenuItem> menu() {
        List<MenuItem> items = new ArrayList<>();
        model.selectedSegment().flatMap(sentence -> model.transcript().map(of -> of.speakerName(sentence.speaker()))).filter(name -> !name.isBlank())
            .ifPresent(name -> items.add(RowMenu.item(texts.get("menu.search", name), () -> query.set(name))));
        selectedRow().ifPresent(row -> items.add(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(rowPainter.accessibleText(row)))));
        return items;
    }

    private Optional<Long> selectedRow() {
        return model.selected().get().map(line -> rowPainter.firstRowOfKey(line.key())).filter(row -> row >= 0);
    }

    private void showSelected() {
        if (!updatingSelection) {
            updatingSelection = true;
            list.select(selectedRow().orElse(-1L));
            updatingSelection = false;
        }
    }

    private void showFollowing() {
        boolean following = model.following().get();
        list.follow(following);
        fresh.setText(texts.get("timeline.fresh", model.newLines().get()));
        fresh.setVisible(!following && model.newLines().get() > 0 && model.meeting().filter(Meeting::running).isPresent());
    }

    /// Scrolls along with new sentences, or keeps its position.
    void follow(boolean follow) {
        if (follow) {
            list.select(-1);
        }
        list.follow(follow);
    }

    private long firstRowAround(long row) {
        return rowPainter.firstRowOf(rowPainter.lineIndexOf(row));
    }

    void edit() {
        model.selectedSegment().ifPresent(meetingSentence -> selectedRow().ifPresent(row -> {
            long first = firstRowAround(row);
            double height = Math.max(2, rowPainter.firstRowOf(rowPainter.lineIndexOf(row) + 1L) - first + 1) * CanvasListView.ROW;
            editor.open(texts.get("meetings.edit.field"), meetingSentence.text(), TranscriptRowPainter.TEXT - 8, list.yOf(first),
                list.getWidth() - TranscriptRowPainter.TEXT - 8, height, text -> {
                if (!text.equals(meetingSentence.text())) {
                    model.edit(meetingSentence, text);
                }
            });
        }));
    }

    void nameSpeaker() {
        model.selectedSegment().ifPresent(meetingSentence -> selectedRow().ifPresent(row -> {
            String now = model.transcript().map((MeetingTranscript of) -> of.speakerName(meetingSentence.speaker())).orElse(meetingSentence.speaker());
            editor.open(texts.get("meetings.speaker.field", meetingSentence.speaker()), now, TranscriptRowPainter.SPEAKER - 8, list.yOf(firstRowAround(row)),
                240, CanvasListView.ROW + 6, name -> {
                if (!name.equals(now)) {
                    model.nameSpeaker(meetingSentence.speaker(), name);
                }
            });
        }));
    }

    /// Asks for the label of a new mark at the selected sentence, else at the end.
    void mark() {
        double y = selectedRow().map(row -> list.yOf(firstRowAround(row))).orElse(list.getHeight() - CanvasListView.ROW - 12);
        Instant at = model.currentTime();
        editor.open(texts.get("meetings.mark.field"), "", TranscriptRowPainter.SPEAKER - 8, y, 320, CanvasListView.ROW + 6, label -> model.mark(at, label));
    }

    /// Handles Esc: closes the field, else clears the selection.
    boolean escape() {
        if (editor.close()) {
            return true;
        }
        if (model.selected().get().isPresent()) {
            list.select(-1);
            return true;
        }
        return false;
    }

    void close() {
        subscription.unsubscribe();
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public long end() {
        return rowPainter.rows();
    }

    @Override
    public long groupOf(long row) {
        return rowPainter.lineIndexOf(row);
    }

    @Override
    public long firstRowOf(long group) {
        return rowPainter.firstRowOf(group);
    }

    @Override
    public void setRowWidth(double width) {
        rowPainter.setWidth(width);
    }

    @Override
    public void paint(GraphicsContext g, ThemeColors themeColors, long row, double y, double width) {
        rowPainter.paint(g, themeColors, row, y, width);
    }

    @Override
    public Optional<String> wholeText(long row) {
        return rowPainter.cutSpeaker(row);
    }

    @Override
    public String accessibleText(long row) {
        return texts.get("timeline.spoken", rowPainter.lineIndexOf(row) + 1, model.lines().get().size(), rowPainter.accessibleText(row));
    }

    @Override
    public void selected(long row) {
        if (!updatingSelection) {
            updatingSelection = true;
            model.select(row < 0 ? Optional.empty() : Optional.of(rowPainter.line(row)));
            updatingSelection = false;
        }
    }

    @Override
    public void rowPressed(long row, double x, int clicks) {
        boolean sentence = rowPainter.line(row) instanceof TranscriptLine.SegmentLine(MeetingSentence meetingSentence) && meetingSentence.counts();
        if (sentence && clicks == 1 && x >= TranscriptRowPainter.SPEAKER && x < TranscriptRowPainter.TEXT - 8 && row == firstRowAround(row)) {
            nameSpeaker();
        } else if (sentence && clicks == 2 && x >= TranscriptRowPainter.TEXT) {
            edit();
        } else {
            editor.close();
        }
    }

    @Override
    public void followingChanged(boolean following) {
        model.follow(following);
    }
}
