package earshot.ui.kit;

import javafx.beans.property.Property;
import javafx.util.Subscription;

/// A property of a node and one of its view model that follow each other.
public final class TwoWayBinding {
    private TwoWayBinding() {}

    /// Binds the node's property, which takes the view model's value. Ending the subscription removes the binding.
    public static <T> Subscription bind(Property<T> ofNode, Property<T> ofModel) {
        ofNode.bindBidirectional(ofModel);
        return () -> ofNode.unbindBidirectional(ofModel);
    }
}
