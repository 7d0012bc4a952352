package earshot.ui.settings;

import module java.base;

import earshot.config.SettingRemoval;
import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.problem.ProblemCode;
import earshot.server.TlsCertificate;
import earshot.server.TlsSettings;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The certificate for TLS: its fingerprint to compare and to copy, the choice of one's own, and what is wrong with that.
final class CertificatePane extends VBox {
    private static final List<String> CERTIFICATES = List.of("pem", "crt", "cer", "p12", "pfx");
    private static final List<String> KEYS = List.of("pem", "key");

    private final ViewContext viewContext;
    private final Texts texts;
    private final Label origin = Nodes.wrappedLabel("", "muted");
    private final Label fingerprint = Nodes.wrappedLabel("", "mono");
    private final HBox shown;
    private final Label failure = Nodes.wrappedLabel("", "bad-text");
    private final Button choose;
    private final Button chooseKey;
    private final Button useMade;
    private final List<WatchSubscription> watching;

    CertificatePane(ViewContext viewContext) {
        this.viewContext = viewContext;
        texts = viewContext.texts();
        getStyleClass().add("settings-more");
        Button copy = Nodes.smallButton(texts.get("settings.certificate.copy"), () -> SystemClipboard.copy(String.join("", fingerprint.getText().split("\n"))));
        copy.setId("copyFingerprint");
        choose = button("chooseCertificate", () -> pick("settings.certificate.choose", CERTIFICATES, "server.tls.certificate"));
        chooseKey = button("chooseKey", () -> pick("settings.certificate.key", KEYS, "server.tls.key"));
        useMade = button("useMadeCertificate", () -> apply(Map.of("server.tls.certificate", new SettingRemoval(), "server.tls.key", new SettingRemoval())));
        choose.setText(texts.get("settings.certificate.choose"));
        chooseKey.setText(texts.get("settings.certificate.key"));
        useMade.setText(texts.get("settings.certificate.made"));
        fingerprint.setId("fingerprint");
        failure.setId("certificateFailure");
        origin.setId("certificateOrigin");
        shown = Nodes.line(Nodes.grow(fingerprint), Nodes.uncut(copy));
        HBox buttons = new HBox(choose, chooseKey, useMade);
        buttons.getStyleClass().add("settings-buttons");
        getChildren().addAll(origin, shown, failure, buttons);
        watching = List.of(viewContext.pump().watch(viewContext.model().certificate(), this::show),
            viewContext.pump().watch(viewContext.model().problems(), this::showFailure),
            viewContext.pump().watch(viewContext.model().settings(), settings -> showChoices(settings.of(TlsSettings.SECTION))));
    }

    private static Button button(String id, Runnable action) {
        Button button = Nodes.uncut(new Button());
        button.setId(id);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void pick(String title, List<String> endings, String key) {
        viewContext.files().open(getScene().getWindow(), texts.get(title), endings).flatMap(file -> PickedFile.path(file, viewContext.notifier()))
            .ifPresent(path -> apply(Map.of(key, path.toString())));
    }

    private void apply(Map<String, Object> values) {
        viewContext.send(new Command.ApplySettings(values));
    }

    private void show(Optional<TlsCertificate> certificate) {
        Nodes.setShown(shown, certificate.isPresent());
        fingerprint.setText(certificate.map(TlsCertificate::fingerprint).map(CertificatePane::inTwoLines).orElse(""));
        origin.setText(certificate
            .map(now -> texts.get(now.generated() ? "settings.certificate.generated" : "settings.certificate.own", TimeFormatter.DATE.format(now.notAfter())))
            .orElseGet(() -> texts.get("settings.certificate.none")));
    }

    /// A line would be cut within a pair of digits.
    private static String inTwoLines(String fingerprint) {
        int middle = fingerprint.indexOf(':', fingerprint.length() / 2) + 1;
        return fingerprint.substring(0, middle) + "\n" + fingerprint.substring(middle);
    }

    private void showFailure(List<ProblemEntry> problems) {
        Optional<ProblemEntry> unusable = problems.stream().filter(entry -> entry.problem().code() == ProblemCode.CERTIFICATE_UNUSABLE && entry.open())
            .findFirst();
        failure.setText(unusable.map(entry -> texts.account(entry.problem())).orElse(""));
        Nodes.setShown(failure, unusable.isPresent());
    }

    private void showChoices(TlsSettings now) {
        choose.setDisable(!now.enabled());
        Nodes.setShown(chooseKey, now.certificate().isPresent());
        Nodes.setShown(useMade, now.certificate().isPresent());
    }

    void close() {
        watching.forEach(WatchSubscription::close);
    }
}
