package earshot.ui.devices;

import module java.base;

import earshot.display.SentPage;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the screen tab of a badge: a page as the badge shows it, and the pages before.
final class DeviceScreenController {
    private final ViewContext viewContext;
    private final DeviceScreenViewModel model;
    private final Texts texts;
    private final ScreenFormatter formatter;
    private final BadgeScreenPane screen = new BadgeScreenPane();

    @FXML private EmptyState noPages;
    @FXML private VBox pageBox;
    @FXML private StackPane screenPlace;
    @FXML private Label acknowledged;
    @FXML private Label sentAt;
    @FXML private Label screenSize;
    @FXML private ListView<SentPage> sentPages;
    @FXML private Button screenSettings;

    DeviceScreenController(ViewContext viewContext, DeviceScreenViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new ScreenFormatter(texts);
    }

    @FXML
    private void initialize() {
        screenPlace.getChildren().setAll(screen);
        noPages.show(texts.get("screen.none"), texts.get("screen.none.more"));
        screenSettings.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "enable_ready_ui")));
        sentPages.setCellFactory(_ -> new SentPageListCell(formatter));
        RowMenu.install(sentPages, sent -> List.of(
            RowMenu.item(texts.get("menu.timeline"), () -> viewContext.navigate().accept(NavigationTarget.ofMoment(model.device(), sent.at()))),
            RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(formatter.text(sent)))));
        LiveRows<SentPage>.Attachment attachment = model.rows().attach(sentPages, texts, model::select);
        model.shown().subscribe(now -> {
            show(now);
            attachment.select(now);
        });
    }

    private void show(Optional<SentPage> now) {
        Nodes.setShown(noPages, now.isEmpty());
        Nodes.setShown(pageBox, now.isPresent());
        now.ifPresent(sent -> {
            screen.show(sent, formatter.spoken(sent));
            acknowledged.setText(formatter.acknowledgement(sent.acknowledgement()));
            acknowledged.getStyleClass().setAll("label", ScreenFormatter.styleClass(sent.acknowledgement()));
            sentAt.setText(TimeFormatter.CLOCK.format(sent.at()));
            screenSize.setText(formatter.size(sent));
        });
    }
}
