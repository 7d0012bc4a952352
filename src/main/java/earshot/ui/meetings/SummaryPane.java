package earshot.ui.meetings;

import module java.base;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.WebhookDelivery;
import earshot.problem.ProblemReason;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Results of a meeting in tabs: the lists of its summary, the interim summaries and the deliveries by webhook.
final class SummaryPane extends TabPane {
    private final Texts texts;
    private final MeetingFormatter formatter;
    private final MeetingViewModel model;
    private final Runnable toModels;
    private final VBox bullets = new VBox(6);
    private final VBox decisions = new VBox(6);
    private final VBox actions = new VBox(6);
    private final VBox risks = new VBox(6);
    private final VBox next = new VBox(6);
    private final VBox checkpoints = new VBox(8);
    private final VBox deliveries = new VBox(8);
    private Optional<MeetingTranscript> shown = Optional.empty();

    /// @param toModels shows where the model for meetings is chosen
    SummaryPane(Texts texts, MeetingFormatter formatter, MeetingViewModel model, Runnable toModels) {
        this.texts = texts;
        this.formatter = formatter;
        this.model = model;
        this.toModels = toModels;
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        getStyleClass().add("summary-tabs");
        setId("summaryTabs");
        for (VBox content : List.of(bullets, decisions, actions, risks, next, checkpoints, deliveries)) {
            content.getStyleClass().add("summary-body");
            ScrollPane scroll = new ScrollPane(content);
            scroll.setFitToWidth(true);
            scroll.getStyleClass().add("panel-scroll");
            getTabs().add(new Tab("", scroll));
        }
    }

    void show(Optional<MeetingTranscript> transcript) {
        if (transcript.isEmpty() || isShown(transcript.get())) {
            return;
        }
        shown = transcript;
        MeetingTranscript of = transcript.get();
        Optional<Summary> summary = of.summary().or(() -> of.checkpoints().isEmpty() ? Optional.empty() : Optional.of(of.checkpoints().getLast()));
        boolean ended = of.meeting().lifecycle() == Meeting.Lifecycle.ENDED && of.meeting().trashedAt().isEmpty();
        getTabs().get(0).setText(texts.get("meetings.summary"));
        showItems(bullets, summary.map(Summary::points).orElse(List.of()));
        if (summary.filter(one -> one.source() == Summary.Source.WITHOUT_MODEL && one.points().isEmpty()).isPresent()) {
            bullets.getChildren().clear();
        }
        boolean written = summary.filter(one -> one.source() != Summary.Source.WITHOUT_MODEL && one.source() != Summary.Source.NOTHING_SAID).isPresent();
        if (written && of.versions().stream().anyMatch(version -> version.shown() && summary.filter(one -> one.at().isBefore(version.at())).isPresent())) {
            bullets.getChildren().addFirst(caption(texts.get("meetings.version.summary")));
        }
        bullets.getChildren().addFirst(sourceLine(summary, ended));
        showItems(1, "meetings.decisions", decisions, summary.map(Summary::decisions));
        showItems(2, "meetings.actions", actions, summary.map(Summary::actions));
        showItems(3, "meetings.risks", risks, summary.map(Summary::risks));
        showItems(4, "meetings.nextsteps", next, summary.map(Summary::nextSteps));
        setTabTitle(5, "meetings.checkpoints", of.checkpoints().size());
        checkpoints.getChildren().setAll(of.checkpoints().reversed().stream().map(this::checkpoint).toList());
        if (of.checkpoints().isEmpty()) {
            checkpoints.getChildren().setAll(caption(texts.get("meetings.checkpoints.none")));
        }
        setTabTitle(6, "meetings.deliveries", of.deliveries().size());
        deliveries.getChildren().setAll(of.deliveries().stream().map(this::delivery).toList());
        deliveries.getChildren().addFirst(sendAgainLine(of, ended));
    }

    private boolean isShown(MeetingTranscript next) {
        return shown.filter(
            of -> of.meeting().id().equals(next.meeting().id()) && of.meeting().lifecycle() == next.meeting().lifecycle() && of.summary().equals(next.summary())
                && of.checkpoints().equals(next.checkpoints()) && of.history().equals(next.history())
                && of.meeting().trashedAt().equals(next.meeting().trashedAt()))
            .isPresent();
    }

    private void setTabTitle(int tab, String key, int count) {
        getTabs().get(tab).setText(texts.get(key) + " " + count);
    }

    private Node sourceLine(Optional<Summary> summary, boolean ended) {
        Label who = Nodes.grow(caption(summary.map(one -> (one.checkpoint() ? texts.get("meetings.interim") + " · " : "") + formatter.source(one))
            .orElse(texts.get("meetings.summary.none"))));
        who.setId("summarySource");
        HBox line = Nodes.line(who);
        if (ended && summary.filter(one -> one.source() == Summary.Source.WITHOUT_MODEL || one.source() == Summary.Source.HEURISTIC).isPresent()) {
            line.getChildren().add(Nodes.smallButton(texts.get("meetings.models"), toModels));
        }
        if (ended) {
            Button again = Nodes.smallButton(texts.get("meetings.again"), () -> model.id().ifPresent(id -> model.send(new MeetingCommand.Resummarize(id))));
            again.setId("sumUpAgain");
            line.getChildren().add(again);
        }
        return line;
    }

    private void showItems(int tab, String key, VBox box, Optional<List<String>> items) {
        setTabTitle(tab, key, items.map(List::size).orElse(0));
        showItems(box, items.orElse(List.of()));
    }

    private void showItems(VBox box, List<String> items) {
        box.getChildren().setAll(items.isEmpty() ? List.of(caption(texts.get("meetings.none"))) : items.stream().map(SummaryPane::bullet).toList());
    }

    private static Node bullet(String text) {
        return new HBox(8, Nodes.uncut(Nodes.label("•", "muted")), Nodes.grow(Nodes.wrappedLabel(text)));
    }

    private Node checkpoint(Summary summary) {
        VBox box = new VBox(4,
            caption(texts.get("meetings.checkpoint", formatter.timeOfDay(summary.at()), summary.segments()) + " · " + formatter.source(summary)));
        summary.points().forEach(text -> box.getChildren().add(bullet(text)));
        return box;
    }

    private Node sendAgainLine(MeetingTranscript of, boolean ended) {
        HBox line = Nodes.line(Nodes.grow(caption(texts.get(of.deliveries().isEmpty() ? "meetings.deliveries.none" : "meetings.deliveries.what"))));
        if (ended && !of.deliveries().isEmpty()) {
            Button again = Nodes.smallButton(texts.get("meetings.send.again"),
                () -> model.id().ifPresent(id -> model.send(new MeetingCommand.ResendWebhook(id))));
            again.setId("sendAgain");
            line.getChildren().add(again);
        }
        return line;
    }

    private Node delivery(WebhookDelivery delivery) {
        Label result = Nodes.chip(texts.get("meetings.delivery." + Texts.keyOf(delivery.result())), switch (delivery.result()) {
            case UNDER_WAY -> "is-quiet";
            case OK -> "is-ok";
            case RETRY_OK -> "is-warn";
            case FAIL -> "is-bad";
        });
        String status = delivery.status() == 0 ? "" : " · HTTP " + delivery.status();
        return Nodes.line(result,
            Nodes.wrappedLabel(formatter.timeOfDay(delivery.at()) + " · " + delivery.host() + status + " · " + delivery.bytes() + " B · " + delivery.digest()
            + (delivery.reason().isEmpty() ? "" : " · " + ProblemReason.text(delivery.reason(), texts.language().locale()))));
    }

    private static Label caption(String text) {
        return Nodes.wrappedLabel(text, "caption");
    }
}
