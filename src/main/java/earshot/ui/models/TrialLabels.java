package earshot.ui.models;

import module java.base;

import earshot.remote.ProviderKind;
import earshot.ui.kit.Nodes;
import javafx.scene.control.Label;

/// Shows the result of a trial in two labels: what came of it, and details.
final class TrialLabels {
    private TrialLabels() {}

    /// The labels for the last trial of a provider; none if it was not tried.
    static List<Label> of(AssistantViewModel model, ProviderKind kind, String alias) {
        return Optional.ofNullable(model.trials().get(kind + "." + alias)).filter(now -> now.status() != TrialResult.Status.NONE).map(now -> {
            Label line = Nodes.wrappedLabel("", "small");
            Label more = Nodes.wrappedLabel("", "caption");
            show(now, line, more);
            return List.of(line, more);
        }).orElse(List.of());
    }

    static void show(TrialResult now, Label line, Label more) {
        line.setText(switch (now.status()) {
            case NONE, UNDER_WAY -> now.summary();
            case GOOD -> "✔ " + now.summary();
            case BAD -> "✖ " + now.summary();
        });
        line.getStyleClass().removeAll("ok-text", "bad-text", "muted");
        line.getStyleClass().add(switch (now.status()) {
            case NONE, UNDER_WAY -> "muted";
            case GOOD -> "ok-text";
            case BAD -> "bad-text";
        });
        more.setText(now.detail());
        Nodes.setShown(line, now.status() != TrialResult.Status.NONE);
        Nodes.setShown(more, !now.detail().isEmpty());
    }
}
