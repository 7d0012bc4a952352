package earshot.ui.models;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Binds the folded part of a provider's form.
final class ConnectionFieldsController extends ViewController {
    private final Texts texts;

    @FXML private VBox connection;
    @FXML private ToggleButton more;
    @FXML private GridPane fields;
    @FXML private Label timeoutName;
    @FXML private TextField timeout;
    @FXML private Label timeoutWrong;
    @FXML private Label proxyName;
    @FXML private TextField proxy;
    @FXML private Label proxyWrong;
    @FXML private Label headersName;
    @FXML private VBox headerBox;
    @FXML private VBox headerRows;
    @FXML private Button addHeader;
    @FXML private Label headersWrong;
    @FXML private CheckBox standIn;

    ConnectionFieldsController(Texts texts) {
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        Nodes.bindShown(fields, more.selectedProperty());
    }

    /// @param tryOut what Enter in a field does
    Subscription bind(ProviderFormViewModel draft, Runnable tryOut) {
        ConnectionFields model = draft.connection();
        more.setSelected(model.used(draft.protocol().get()));
        standIn.setText(texts.getOrDefault("models.draft.stand.in." + draft.kind(), ""));
        addHeader.setOnAction(_ -> {
            model.addHeader();
            Focus.request(headerRows.getChildren().getLast().lookup(".text-field"));
        });
        showHeaders(model, tryOut);
        timeout.setOnAction(_ -> tryOut.run());
        proxy.setOnAction(_ -> tryOut.run());
        return Subscription.combine(TwoWayBinding.bind(timeout.textProperty(), model.timeout()), TwoWayBinding.bind(proxy.textProperty(), model.proxy()),
            TwoWayBinding.bind(standIn.selectedProperty(), model.standIn()), draft.protocol().subscribe(this::showFields),
            model.headers().subscribe(() -> showHeaders(model, tryOut)), draft.errors().subscribe(this::showErrors), headerRows.getChildren()::clear);
    }

    private void showFields(ProviderProtocol now) {
        Map<String, List<Node>> nodes = Map.of(ConnectionFields.TIMEOUT, List.of(timeoutName, timeout, timeoutWrong.getParent()),
            ConnectionFields.PROXY, List.of(proxyName, proxy, proxyWrong.getParent()),
            ConnectionFields.HEADERS, List.of(headersName, headerBox, headersWrong.getParent()), ConnectionFields.STAND_IN, List.of(standIn));
        nodes.forEach((field, shown) -> shown.forEach(node -> setShown(node, ConnectionFields.has(now, field))));
        setShown(connection, nodes.keySet().stream().anyMatch(field -> ConnectionFields.has(now, field)));
    }

    private void showHeaders(ConnectionFields model, Runnable tryOut) {
        headerRows.getChildren().setAll(model.headers().stream().map(header -> headerRow(model, header, tryOut)).toList());
    }

    private Node headerRow(ConnectionFields model, ConnectionFields.Header header, Runnable tryOut) {
        TextField name = new TextField();
        name.setPrefColumnCount(10);
        name.setPromptText(texts.get("models.draft.header.name"));
        name.setAccessibleText(texts.get("models.draft.header.name"));
        name.textProperty().bindBidirectional(header.name());
        name.setDisable(header.masked().isPresent());
        PasswordField value = Nodes.grow(new PasswordField());
        value.setPromptText(header.masked().map(masked -> texts.get("models.draft.key.keep", masked)).orElseGet(() -> texts.get("models.draft.header.value")));
        value.setAccessibleText(texts.get("models.draft.header.value"));
        value.textProperty().bindBidirectional(header.value());
        List.of(name, value).forEach(field -> field.setOnAction(_ -> tryOut.run()));
        return Nodes.line(name, value, Nodes.smallButton(texts.get("models.draft.header.remove"), () -> {
            model.removeHeader(header);
            addHeader.requestFocus();
        }));
    }

    /// Unfolds for what is wrong, which would not be seen.
    private void showErrors(Map<String, String> errors) {
        Map<String, Label> labels = Map.of(ConnectionFields.TIMEOUT, timeoutWrong, ConnectionFields.PROXY, proxyWrong, ConnectionFields.HEADERS, headersWrong);
        labels.forEach((field, label) -> label.setText(errors.getOrDefault(field, "")));
        more.setSelected(more.isSelected() || labels.keySet().stream().anyMatch(errors::containsKey));
    }

    void unfold() {
        more.setSelected(true);
    }

    /// The control of a field; empty while it is folded.
    Optional<Node> node(String field) {
        return !more.isSelected() ? Optional.empty() : Optional.ofNullable(switch (field) {
            case "timeout" -> timeout;
            case "http_proxy", "https_proxy", "proxy" -> proxy;
            case "headers" -> Optional.ofNullable(headerRows.lookup(".password-field")).orElse(addHeader);
            default -> null;
        });
    }
}
