package earshot.ui.meetings;

import earshot.meeting.Meeting;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.ui.part.Copy;
import earshot.ui.part.Inks;
import earshot.ui.part.PaintedList;
import earshot.ui.part.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// The painted transcript, and the text field shown over it for editing in place.
final class TranscriptPane implements PaintedList.Rows {
    private final Texts texts;
    private final MeetingPage model;
    private final Paper paper;
    private final PaintedList list = new PaintedList(this);
    private final InPlace field;
    private final StringProperty query;
    private final Button fresh;
    private final Subscription held;
    private boolean telling;

    /// @param pane holds the list
    TranscriptPane(Texts texts, MeetingWords words, MeetingPage model, StackPane place, Button fresh, StringProperty query) {
        this.texts = texts;
        this.model = model;
        this.query = query;
        this.fresh = fresh;
        paper = new Paper(texts, words, Font.font("Noto Sans CJK SC", 14));
        field = new InPlace(place, list);
        list.setId("transcript");
        list.setAccessibleText(texts.get("meetings.transcript"));
        place.getChildren().addFirst(list);
        fresh.setOnAction(_ -> follow(true));
        list.addEventFilter(ScrollEvent.SCROLL, _ -> field.leave());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                current().ifPresent(row -> Copy.text(paper.spoken(row)));
                event.consume();
            }
        });
        held = Subscription.combine(
            model.lines().subscribe(_ -> show()), model.state().subscribe((_, _) -> show()), model.selected().subscribe((_, _) -> showSelected()),
            model.following().subscribe(_ -> showFollowing()), model.fresh().subscribe(_ -> showFollowing()), query.subscribe((_, _) -> show()));
    }

    PaintedList list() {
        return list;
    }

    private void show() {
        paper.show(model.transcript(), model.lines().get(), query.get().strip().toLowerCase(Locale.ROOT));
        if (model.lines().get().isEmpty()) {
            list.toBegin();
            field.leave();
        }
        list.renumbered(current().orElse(-1L));
        showFollowing();
    }

    private Optional<Long> current() {
        return model.selected().get().map(line -> paper.rowOfKey(line.key())).filter(row -> row >= 0);
    }

    private void showSelected() {
        if (!telling) {
            telling = true;
            list.choose(current().orElse(-1L));
            telling = false;
        }
    }

    private void showFollowing() {
        list.follow(model.following().get());
        boolean following = model.following().get();
        fresh.setText(texts.get("timeline.fresh", model.fresh().get()));
        fresh.setVisible(!following && model.fresh().get() > 0 && model.meeting().filter(Meeting::running).isPresent());
    }

    /// Scrolls along with new sentences, or keeps its position.
    void follow(boolean follow) {
        if (follow) {
            list.choose(-1);
        }
        list.follow(follow);
    }

    /// Edits the selected sentence.
    void edit() {
        model.sentence().ifPresent(segment -> current().ifPresent(row -> {
            List<Long> rows = List.of(paper.rowOf(paper.owner(row)), paper.rowOf(paper.owner(row) + 1L));
            double high = Math.max(2, rows.getLast() - rows.getFirst() + 1) * PaintedList.ROW;
            field.open(texts.get("meetings.edit.field"), segment.text(), Paper.TEXT - 8, list.yOf(rows.getFirst()), list.getWidth() - Paper.TEXT - 8, high, text -> {
                if (!text.equals(segment.text())) {
                    model.edit(segment, text);
                }
            });
        }));
    }

    /// Edits the name of the selected sentence's speaker.
    void nameSpeaker() {
        model.sentence().ifPresent(segment -> current().ifPresent(row -> {
            String now = model.transcript().map((Transcript of) -> of.name(segment.speaker())).orElse(segment.speaker());
            field.open(texts.get("meetings.speaker.field", segment.speaker()), now, Paper.SPEAKER - 8, list.yOf(paper.rowOf(paper.owner(row))), 240, PaintedList.ROW + 6, name -> {
                if (!name.equals(now)) {
                    model.nameSpeaker(segment.speaker(), name);
                }
            });
        }));
    }

    /// Asks for the label of a new mark at the selected sentence, else at the end.
    void mark() {
        double y = current().map(row -> list.yOf(paper.rowOf(paper.owner(row)))).orElse(list.getHeight() - PaintedList.ROW - 12);
        Instant at = model.moment();
        field.open(texts.get("meetings.mark.field"), "", Paper.SPEAKER - 8, y, 320, PaintedList.ROW + 6, label -> model.mark(at, label));
    }

    /// Handles Esc: closes the field, else clears the selection.
    boolean escape() {
        if (field.leave()) {
            return true;
        }
        if (model.selected().get().isPresent()) {
            list.choose(-1);
            return true;
        }
        return false;
    }

    void close() {
        held.unsubscribe();
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public long end() {
        return paper.rows();
    }

    @Override
    public long group(long row) {
        return paper.owner(row);
    }

    @Override
    public long rowOf(long group) {
        return paper.rowOf(group);
    }

    @Override
    public void widen(double width) {
        paper.widen(width);
    }

    @Override
    public void paint(GraphicsContext g, Inks inks, long row, double y, double width) {
        paper.paint(g, inks, row, y, width);
    }

    @Override
    public String spoken(long row) {
        return texts.get("timeline.spoken", paper.owner(row) + 1, model.lines().get().size(), paper.spoken(row));
    }

    @Override
    public void chosen(long row) {
        if (!telling) {
            telling = true;
            model.select(row < 0 ? Optional.empty() : Optional.of(paper.line(row)));
            telling = false;
        }
    }

    @Override
    public void pressed(long row, double x, int clicks) {
        boolean sentence = paper.line(row) instanceof Line.Sentence(Segment segment) && segment.counts();
        if (sentence && clicks == 1 && x >= Paper.SPEAKER && x < Paper.TEXT - 8 && row == paper.rowOf(paper.owner(row))) {
            nameSpeaker();
        } else if (sentence && clicks == 2 && x >= Paper.TEXT) {
            edit();
        } else {
            field.leave();
        }
    }

    @Override
    public void followed(boolean following) {
        model.follow(following);
    }
}
