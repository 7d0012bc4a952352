package earshot.ui.meetings;

import earshot.engine.Command;
import earshot.meeting.Meeting;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Form to choose the devices of a new meeting, or those that join a running one. A device that cannot be chosen says why.
final class StartForm extends VBox {
    private final Desk desk;
    private final Texts texts;
    private final Optional<Meeting> joined;
    private final Set<String> chosen = new LinkedHashSet<>();
    private final VBox devices = new VBox(6);
    private final ScrollPane scroll = new ScrollPane(devices);
    private final VBox nobody = new VBox(8);
    private final TextField title = new TextField();
    private final Button go = new Button();
    private final Pins pins = new Pins();
    private List<Candidate> shown = List.of();
    private boolean told;

    static StartForm start(Desk desk, MeetingWords words, BiConsumer<List<String>, String> begin, Runnable close) {
        return new StartForm(desk, words, Optional.empty(), begin, close);
    }

    static StartForm add(Desk desk, MeetingWords words, Meeting meeting, BiConsumer<List<String>, String> join, Runnable close) {
        return new StartForm(desk, words, Optional.of(meeting), join, close);
    }

    private StartForm(Desk desk, MeetingWords words, Optional<Meeting> joined, BiConsumer<List<String>, String> begin, Runnable close) {
        super(12);
        this.desk = desk;
        this.joined = joined;
        texts = desk.texts();
        getStyleClass().addAll("card", "form-card");
        setId("startForm");
        setMaxSize(460, Region.USE_PREF_SIZE);
        Label heading = new Label(joined.map(meeting -> texts.get("meetings.add.title", words.title(meeting))).orElse(texts.get("meetings.start.title")));
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        title.setId("startTitle");
        title.setPromptText(texts.get("meetings.start.name"));
        title.setAccessibleText(texts.get("meetings.start.name"));
        go.setId("startGo");
        go.setText(texts.get(joined.isPresent() ? "meetings.add.verb" : "meetings.start.verb"));
        go.getStyleClass().add("accent");
        Enter.fires(this, go);
        go.setOnAction(_ -> {
            begin.accept(List.copyOf(chosen), title.getText().strip());
            close.run();
        });
        Button cancel = new Button(texts.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        HBox buttons = new HBox(8, go, cancel);
        Button test = new Button(texts.get("turns.empty.do"));
        test.setId("startTest");
        test.setOnAction(_ -> desk.send(new Command.StartTestDevice(Optional.empty())));
        nobody.getChildren().setAll(caption(texts.get("meetings.start.nobody")), test);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(260);
        scroll.getStyleClass().add("panel-scroll");
        getChildren().addAll(heading, caption(texts.get(joined.isPresent() ? "meetings.add.what" : "meetings.start.what")), scroll, nobody);
        if (joined.isEmpty()) {
            getChildren().add(title);
        }
        getChildren().add(buttons);
        sceneProperty().subscribe(scene -> {
            pins.close();
            if (scene != null) {
                pins.add(desk.pump().watch(desk.model().devices(), _ -> show()));
                pins.add(desk.pump().watch(desk.model().meetings().running(), _ -> show()));
                pins.add(desk.pump().every(Duration.ofSeconds(1), this::show));
                show();
                Platform.runLater(joined.isEmpty() ? title::requestFocus : go::requestFocus);
            }
        });
    }

    private void show() {
        List<Candidate> now = Candidate.of(desk.model()).stream().filter(one -> joined.isEmpty() || one.meeting().filter(joined.get().id()::equals).isEmpty()).toList();
        if (told && now.equals(shown)) {
            return;
        }
        told = true;
        shown = now;
        List<String> free = now.stream().filter(Candidate::free).map(Candidate::id).toList();
        chosen.retainAll(free);
        if (chosen.isEmpty() && free.size() == 1) {
            chosen.addAll(free);
        }
        List<Node> rows = now.stream().map(this::row).toList();
        devices.getChildren().setAll(rows);
        MeetingsController.present(scroll, !now.isEmpty());
        MeetingsController.present(nobody, free.isEmpty());
        tell();
    }

    private Node row(Candidate candidate) {
        CheckBox box = new CheckBox(candidate.name());
        box.setDisable(!candidate.free());
        box.setSelected(chosen.contains(candidate.id()));
        box.setOnAction(_ -> {
            if (box.isSelected()) {
                chosen.add(candidate.id());
            } else {
                chosen.remove(candidate.id());
            }
            tell();
        });
        Label why = caption(candidate.free() ? "" : texts.get("meetings.start." + candidate.fit().name().toLowerCase(Locale.ROOT)));
        why.setMinWidth(Region.USE_PREF_SIZE);
        box.setAccessibleText(candidate.name() + (why.getText().isEmpty() ? "" : ", " + why.getText()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, box, gap, why);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void tell() {
        go.setDisable(chosen.isEmpty());
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        label.setWrapText(true);
        return label;
    }
}
