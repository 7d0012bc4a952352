package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Form to choose the devices of a new meeting, or those that join a running one. A device that cannot be chosen says why.
final class MeetingStartForm extends VBox {
    private final ViewContext viewContext;
    private final Texts texts;
    private final Optional<Meeting> joinedMeeting;
    private final Set<DeviceId> chosen = new LinkedHashSet<>();
    private final VBox devices = new VBox(6);
    private final ScrollPane scroll = new ScrollPane(devices);
    private final VBox noCandidates = new VBox(8);
    private final TextField title = new TextField();
    private final Button startButton = new Button();
    private final Label missing = caption("");
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private Optional<List<ParticipantCandidate>> shown = Optional.empty();

    /// @param joinedMeeting the running meeting that devices join; empty for a new one
    /// @param begin gets the chosen devices and the title
    MeetingStartForm(ViewContext viewContext, MeetingFormatter formatter, Optional<Meeting> joinedMeeting, BiConsumer<List<DeviceId>, String> begin,
        Runnable close) {
        super(12);
        this.viewContext = viewContext;
        this.joinedMeeting = joinedMeeting;
        texts = viewContext.texts();
        getStyleClass().addAll("card", "form-card");
        setId("startForm");
        setMaxSize(460, Region.USE_PREF_SIZE);
        labelInputs();
        SubmitOnEnter.install(this, startButton);
        startButton.setOnAction(_ -> {
            begin.accept(List.copyOf(chosen), title.getText().strip());
            close.run();
        });
        Button cancel = new Button(texts.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        Button test = new Button(texts.get("turns.empty.do"));
        test.setId("startTest");
        test.setOnAction(_ -> viewContext.send(new Command.StartTestDevice(Optional.empty())));
        noCandidates.getChildren().setAll(caption(texts.get("meetings.start.nobody")), test);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(260);
        scroll.getStyleClass().add("panel-scroll");
        String heading = joinedMeeting.map(meeting -> texts.get("meetings.add.title", formatter.title(meeting))).orElse(texts.get("meetings.start.title"));
        getChildren().addAll(Nodes.wrappedLabel(heading, "heading"),
            caption(texts.get(joinedMeeting.isPresent() ? "meetings.add.what" : "meetings.start.what")), scroll, noCandidates);
        if (joinedMeeting.isEmpty()) {
            getChildren().add(title);
        }
        missing.setId("startMissing");
        missing.setText(texts.get("meetings.start.choose"));
        HBox buttons = new HBox(8, startButton, cancel, missing);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(buttons);
        sceneProperty().subscribe(scene -> {
            subscriptionGroup.close();
            if (scene != null) {
                watchDevices();
            }
        });
        Focus.requestWhenShown(this, joinedMeeting.isEmpty() ? title : startButton);
    }

    private void labelInputs() {
        title.setId("startTitle");
        title.setPromptText(texts.get("meetings.start.name"));
        title.setAccessibleText(texts.get("meetings.start.name"));
        startButton.setId("startGo");
        startButton.setText(texts.get(joinedMeeting.isPresent() ? "meetings.add.verb" : "meetings.start.verb"));
        startButton.getStyleClass().add("accent");
    }

    private void watchDevices() {
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().devices(), _ -> show()));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().meetings().running(), _ -> show()));
        subscriptionGroup.add(viewContext.pump().every(Duration.ofSeconds(1), this::show));
        show();
    }

    private void show() {
        List<ParticipantCandidate> now = ParticipantCandidate.of(viewContext.model()).stream()
            .filter(one -> joinedMeeting.isEmpty() || one.meeting().filter(joinedMeeting.get().id()::equals).isEmpty()).toList();
        if (shown.filter(now::equals).isPresent()) {
            return;
        }
        shown = Optional.of(now);
        List<DeviceId> free = now.stream().filter(ParticipantCandidate::free).map(ParticipantCandidate::id).toList();
        chosen.retainAll(free);
        if (chosen.isEmpty() && free.size() == 1) {
            chosen.addAll(free);
        }
        devices.getChildren().setAll(now.stream().map(this::row).toList());
        Nodes.setShown(scroll, !now.isEmpty());
        Nodes.setShown(noCandidates, free.isEmpty());
        updateButton();
    }

    private Node row(ParticipantCandidate candidate) {
        CheckBox box = new CheckBox(candidate.name());
        box.setDisable(!candidate.free());
        box.setSelected(chosen.contains(candidate.id()));
        box.setOnAction(_ -> {
            if (box.isSelected()) {
                chosen.add(candidate.id());
            } else {
                chosen.remove(candidate.id());
            }
            updateButton();
        });
        Label reason = Nodes.uncut(caption(candidate.free() ? "" : texts.get("meetings.start." + Texts.keyOf(candidate.availability()))));
        box.setAccessibleText(candidate.name() + (reason.getText().isEmpty() ? "" : ", " + reason.getText()));
        HBox row = new HBox(8, box, Nodes.gap(), reason);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void updateButton() {
        startButton.setDisable(chosen.isEmpty());
        boolean choice = shown.stream().flatMap(List::stream).anyMatch(ParticipantCandidate::free);
        missing.setVisible(chosen.isEmpty() && choice);
    }

    private static Label caption(String text) {
        return Nodes.wrappedLabel(text, "caption");
    }
}
