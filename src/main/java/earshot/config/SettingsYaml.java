package earshot.config;

import module java.base;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// The YAML of settings files. What is written without quotes is a number or a truth value only where its text is the usual one of that value:
/// a MAC address, a key with a leading zero, a date or the word `no` stays the text that was written. A number keeps its zeros.
///
/// Trees that a provider gets as JSON are the exception ([JsonTree]): what it gets there is what it gets from other servers.
final class SettingsYaml {
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)\\.[0-9]+(?:E-?[0-9]+)?");
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL| ");
    private static final Pattern MERGED = Pattern.compile("<<");
    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 40;

    private SettingsYaml() {}

    static Yaml yaml() {
        LoaderOptions reading = reading();
        DumperOptions writing = new DumperOptions();
        return new Yaml(new Values(reading), new Representer(writing), writing, reading, new PlainResolver());
    }

    /// The plain values of a document: no objects by tag.
    static Object values(Node document) {
        JsonTree.retag(document);
        return new Values(reading()).of(document);
    }

    private static LoaderOptions reading() {
        LoaderOptions reading = new LoaderOptions();
        reading.setMaxAliasesForCollections(MAX_ALIASES);
        reading.setNestingDepthLimit(MAX_DEPTH);
        return reading;
    }

    private static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, TRUTH, "tTfF");
            addImplicitResolver(Tag.INT, WHOLE, "-0123456789");
            addImplicitResolver(Tag.FLOAT, DECIMAL, "-0123456789");
            addImplicitResolver(Tag.MERGE, MERGED, "<");
            addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }

    private static final class Values extends SafeConstructor {
        Values(LoaderOptions reading) {
            super(reading);
            yamlConstructors.put(Tag.FLOAT, new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return decimal(((ScalarNode) node).getValue());
                }
            });
        }

        Object of(Node document) {
            return constructDocument(document);
        }

        /// A number that reads as it was written: `1.10` may be a version.
        private static Object decimal(String text) {
            String written = text.replace("_", "");
            try {
                double number = Double.parseDouble(written);
                return Double.toString(number).equals(written) ? (Object) number : written.indexOf('E') < 0 ? new BigDecimal(written) : written;
            } catch (NumberFormatException _) {
                return written;
            }
        }
    }
}
