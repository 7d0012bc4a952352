package earshot.data;

import java.util.Optional;

/// The version of this program, as its module has it.
public final class ProductVersion {
    private ProductVersion() {}

    /// Empty where the program runs from its classes.
    public static Optional<String> find() {
        return Optional.ofNullable(ProductVersion.class.getModule().getDescriptor()).flatMap(module -> module.rawVersion());
    }

    /// For people: `development` where the program runs from its classes.
    public static String text() {
        return find().orElse("development");
    }
}
