package earshot.ui.meetings;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.meeting.SearchHit;
import earshot.meeting.Summary;
import earshot.ui.kit.Ellipsis;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WrapGuard;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// List cell of a meeting, a search hit or a heading.
final class MeetingListCell extends ItemCell<MeetingListViewModel.Row> {
    /// In characters. Longer sentences are cut to an excerpt around the first match.
    private static final int EXCERPT = 90;
    /// Pixels left and right of the cell, with the scroll bar.
    private static final double SIDES = 52;
    /// Most hits a search returns, see [earshot.meeting.MeetingModel#search].
    private static final int SEARCH_LIMIT = 200;

    private final ViewContext viewContext;
    private final MeetingListViewModel model;
    private final MeetingFormatter formatter;

    MeetingListCell(ViewContext viewContext, MeetingListViewModel model, MeetingFormatter formatter) {
        this.viewContext = viewContext;
        this.model = model;
        this.formatter = formatter;
        getStyleClass().add("turn-cell");
        itemProperty().subscribe(row -> Nodes.setStyleClass(this, "heading-cell",
            row instanceof MeetingListViewModel.Row.HitsHeading || row instanceof MeetingListViewModel.Row.TrashHeading));
        setPrefWidth(0);
    }

    /// A hit may need two lines, so the height depends on the width of the list.
    @Override
    protected double computePrefHeight(double width) {
        return getGraphic() instanceof VBox box && getListView() != null
            ? snapSizeY(box.prefHeight(Math.max(80, getListView().getWidth() - SIDES))) + snappedTopInset() + snappedBottomInset()
            : super.computePrefHeight(width);
    }

    @Override
    protected void show(MeetingListViewModel.Row row) {
        switch (row) {
            case MeetingListViewModel.Row.MeetingRow(Meeting meeting) -> show(meeting);
            case MeetingListViewModel.Row.HitRow(SearchHit hit) -> show(hit);
            case MeetingListViewModel.Row.HitsHeading(MeetingListViewModel.SearchState search, int count) -> heading(switch (search) {
                case NONE, DONE -> viewContext.texts().get(count < SEARCH_LIMIT ? "meetings.found" : "meetings.found.most", count);
                case SEARCHING -> viewContext.texts().get("meetings.searching");
                case FAILED -> viewContext.texts().get("meetings.search.failed");
            });
            case MeetingListViewModel.Row.TrashHeading(int count, boolean open) -> heading(
                (open ? "▼  " : "▶  ") + viewContext.texts().get("meetings.trash", count));
        }
    }

    private void heading(String text) {
        setGraphic(Nodes.label(text, "caption"));
        setAccessibleText(text);
    }

    private void show(Meeting meeting) {
        Label title = growToFill(Nodes.label(formatter.title(meeting), Summary.untitled(meeting.title()) ? "caption" : "meeting-title"));
        HBox head = new HBox(8, title);
        head.setAlignment(Pos.CENTER_LEFT);
        if (meeting.running()) {
            StatePill state = new StatePill();
            formatter.showState(meeting, state);
            head.getChildren().add(state);
        } else {
            head.getChildren()
                .add(Nodes.explained(caption(formatter.startTime(meeting, viewContext.time().now())), viewContext.texts().get("meetings.started.what")));
        }
        Label who = growToFill(caption(formatter.devices(meeting)));
        HBox foot = new HBox(8, who, caption(meeting.trashedAt()
            .map(at -> viewContext.texts().get("meetings.trash.until", formatter.day(at.plus(Meeting.TRASH)))).orElse(formatter.sentences(meeting))));
        if (meeting.recorded()) {
            foot.getChildren().add(1, caption(viewContext.texts().get("meetings.sounds")));
        }
        setGraphic(new VBox(4, head, foot));
        setAccessibleText(String.join(", ", formatter.title(meeting), formatter.state(meeting), formatter.startTime(meeting, viewContext.time().now()),
            formatter.devices(meeting), formatter.sentences(meeting)));
    }

    private void show(SearchHit hit) {
        Label title = growToFill(
            caption(Summary.untitled(hit.title()) ? viewContext.texts().get("meetings.untitled") : ControlCharacters.toSpaces(hit.title())));
        HBox head = new HBox(8, title, caption(formatter.day(hit.at()) + " " + formatter.timeOfDay(hit.at())));
        String who = hit.kind() == SearchHit.Kind.MARK ? viewContext.texts().get("meetings.mark.here") : formatter.device(new DeviceId(hit.speaker()));
        String line = who + ": " + excerpt(hit.text());
        setGraphic(new VBox(2, head, WrapGuard.wraps(line) ? marked(line) : Nodes.label(line)));
        setAccessibleText(String.join(", ", title.getText(), formatter.timeOfDay(hit.at()), line));
    }

    private String excerpt(String text) {
        int first = List.of(model.searchWords().split("\\s+")).stream().mapToInt(LetterCase.folded(text)::indexOf).filter(at -> at >= 0).min().orElse(0);
        int from = text.length() <= EXCERPT ? 0 : Math.clamp(first - EXCERPT / 3, 0, text.length() - EXCERPT);
        int to = Math.min(text.length(), from + EXCERPT);
        return (from > 0 ? Ellipsis.MARK : "") + text.substring(from, to) + (to < text.length() ? Ellipsis.MARK : "");
    }

    private Node marked(String text) {
        TextFlow flow = new TextFlow();
        flow.getStyleClass().add("hit");
        List<Node> parts = flow.getChildren();
        int done = 0;
        for (int[] span : SearchHighlighter.spans(text, model.searchWords())) {
            parts.add(part(text.substring(done, span[0]), false));
            parts.add(part(text.substring(span[0], span[1]), true));
            done = span[1];
        }
        parts.add(part(text.substring(done), false));
        return flow;
    }

    private static Text part(String text, boolean hit) {
        Text part = new Text(text);
        part.getStyleClass().add(hit ? "hit-word" : "hit-text");
        return part;
    }

    private static Label caption(String text) {
        return Nodes.uncut(Nodes.label(text, "caption"));
    }

    private static Label growToFill(Label label) {
        label.setMinWidth(0);
        return Nodes.grow(label);
    }
}
