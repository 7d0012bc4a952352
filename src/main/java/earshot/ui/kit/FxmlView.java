package earshot.ui.kit;

import java.util.Optional;
import javafx.scene.Parent;

/// A view whose nodes come from `/fxml/<id>.fxml`. It keeps the controller of the nodes built last and closes it with them.
public abstract class FxmlView<C extends ViewController> implements View {
    protected final ViewContext viewContext;
    private final String id;
    private Optional<C> controller = Optional.empty();

    protected FxmlView(String id, ViewContext viewContext) {
        this.id = id;
        this.viewContext = viewContext;
    }

    /// Creates the controller of the next nodes. The previous one is closed.
    protected abstract C newController();

    /// The controller of the nodes built last; empty before the first.
    protected final Optional<C> controller() {
        return controller;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public Parent build() {
        controller.ifPresent(ViewController::close);
        C next = newController();
        controller = Optional.of(next);
        return FxmlViewLoader.load(id, next, viewContext.texts(), next.parts().toArray());
    }

    @Override
    public void focusFilter() {
        controller.ifPresent(ViewController::focusFilter);
    }

    @Override
    public boolean escape() {
        return controller.filter(ViewController::escape).isPresent();
    }

    @Override
    public void close() {
        controller.ifPresent(ViewController::close);
    }
}
