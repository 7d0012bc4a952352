package earshot.ui.meetings;

import earshot.meeting.Hit;
import earshot.meeting.Meeting;
import earshot.meeting.Summary;
import earshot.ui.part.Desk;
import earshot.ui.part.Pill;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// List cell of a meeting, a search hit or a heading.
final class MeetingCell extends ListCell<MeetingList.Row> {
    /// In characters. Longer sentences are cut to an excerpt around the first match.
    private static final int EXCERPT = 90;
    /// Pixels left and right of the cell, with the scroll bar.
    private static final double SIDES = 52;
    /// Most hits a search returns, see [earshot.meeting.MeetingModel#search].
    private static final int MOST_FOUND = 200;

    private final Desk desk;
    private final MeetingList model;
    private final MeetingWords words;

    MeetingCell(Desk desk, MeetingList model, MeetingWords words) {
        this.desk = desk;
        this.model = model;
        this.words = words;
        getStyleClass().add("turn-cell");
        setPrefWidth(0);
    }

    /// A hit may need two lines, so the height depends on the width of the list.
    @Override
    protected double computePrefHeight(double width) {
        return getGraphic() instanceof VBox box && getListView() != null
            ? snapSizeY(box.prefHeight(Math.max(80, getListView().getWidth() - SIDES))) + snappedTopInset() + snappedBottomInset() : super.computePrefHeight(width);
    }

    @Override
    protected void updateItem(MeetingList.Row row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().remove("heading-cell");
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        switch (row) {
            case MeetingList.Row.Entry(Meeting meeting) -> show(meeting);
            case MeetingList.Row.Found(Hit hit) -> show(hit);
            case MeetingList.Row.Sentences(MeetingList.Search search, int count) -> heading(switch (search) {
                case NONE, DONE -> desk.texts().get(count < MOST_FOUND ? "meetings.found" : "meetings.found.most", count);
                case SEARCHING -> desk.texts().get("meetings.searching");
                case FAILED -> desk.texts().get("meetings.search.failed");
            });
            case MeetingList.Row.Trash(int count, boolean open) -> heading((open ? "▼  " : "▶  ") + desk.texts().get("meetings.trash", count));
        }
    }

    private void heading(String text) {
        getStyleClass().add("heading-cell");
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        setGraphic(label);
        setAccessibleText(text);
    }

    private void show(Meeting meeting) {
        Label title = new Label(words.title(meeting));
        title.getStyleClass().add(Summary.untitled(meeting.title()) ? "caption" : "meeting-title");
        grow(title);
        HBox head = new HBox(8, title);
        head.setAlignment(Pos.CENTER_LEFT);
        if (meeting.running()) {
            Pill state = new Pill();
            state.show(words.state(meeting), MeetingWords.shape(meeting), MeetingWords.tone(meeting));
            head.getChildren().add(state);
        } else {
            head.getChildren().add(caption(words.began(meeting, desk.time().now())));
        }
        Label who = caption(words.devices(meeting));
        grow(who);
        HBox foot = new HBox(8, who, caption(meeting.trashedAt().map(at -> desk.texts().get("meetings.trash.until", words.day(at.plus(Meeting.TRASH)))).orElse(words.sentences(meeting))));
        foot.getChildren().getLast().minWidth(Region.USE_PREF_SIZE);
        if (meeting.sounds()) {
            foot.getChildren().add(1, caption(desk.texts().get("meetings.sounds")));
        }
        setGraphic(new VBox(4, head, foot));
        setAccessibleText(String.join(", ", words.title(meeting), words.state(meeting), words.began(meeting, desk.time().now()), words.devices(meeting), words.sentences(meeting)));
    }

    private void show(Hit hit) {
        Label title = caption(Summary.untitled(hit.title()) ? desk.texts().get("meetings.untitled") : hit.title());
        grow(title);
        HBox head = new HBox(8, title, caption(words.day(hit.at()) + " " + words.timeOfDay(hit.at())));
        String said = words.device(hit.speaker()) + ": " + excerpt(hit.text());
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add("hit");
        flow.getChildren().setAll(marked(said));
        setGraphic(new VBox(2, head, flow));
        setAccessibleText(String.join(", ", title.getText(), words.timeOfDay(hit.at()), said));
    }

    private String excerpt(String text) {
        int first = List.of(model.words().split("\\s+")).stream().mapToInt(word -> text.toLowerCase(Locale.ROOT).indexOf(word)).filter(at -> at >= 0).min().orElse(0);
        int from = text.length() <= EXCERPT ? 0 : Math.clamp(first - EXCERPT / 3, 0, text.length() - EXCERPT);
        int to = Math.min(text.length(), from + EXCERPT);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    private List<Node> marked(String text) {
        List<Node> parts = new ArrayList<>();
        int done = 0;
        for (int[] span : Highlight.spans(text, model.words())) {
            parts.add(part(text.substring(done, span[0]), false));
            parts.add(part(text.substring(span[0], span[1]), true));
            done = span[1];
        }
        parts.add(part(text.substring(done), false));
        return parts;
    }

    private static Text part(String text, boolean hit) {
        Text part = new Text(text);
        part.getStyleClass().add(hit ? "hit-word" : "hit-text");
        return part;
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static void grow(Label label) {
        label.setMinWidth(0);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
    }
}
