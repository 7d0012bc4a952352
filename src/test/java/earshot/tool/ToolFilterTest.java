package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolFilterTest {
    private static final List<String> TOOLS = List.of("read_file", "read_all", "write.file", "rm");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                                        | read_file, read_all, write.file, rm
        {'includeTools':['rm','read_all']}                        | read_all, rm
        {'allowed_tools':['read_*']}                              | read_file, read_all
        {'enabledTools':['*file']}                                | read_file, write.file
        {'tools':['*']}                                           | read_file, read_all, write.file, rm
        {'tools':['rm','*']}                                      | read_file, read_all, write.file, rm
        {'excludeTools':['rm']}                                   | read_file, read_all, write.file
        {'disabled_tools':['*_*','rm']}                           | write.file
        {'includeTools':['read_*'],'disabledTools':['read_all']}  | read_file
        {'includeTools':['rm'],'excludeTools':['rm']}             | ~~
        {'includeTools':['write?file','write.fil']}               | ~~
        {'includeTools':['RM']}                                   | ~~
        {'includeTools':'rm','excludeTools':{'rm':true}}          | read_file, read_all, write.file, rm
        {'includeTools':[7,null]}                                 | read_file, read_all, write.file, rm
        {'includeTools':['rm'],'enabled_tools':['read_all']}      | read_all, rm""")
    void thoseNamedComeThroughButForThoseSwitchedOff(String entry, String through) throws JsonProcessingException {
        ToolFilter filter = ToolFilter.of(JSON.readTree(entry.replace('\'', '"')));
        assertThat(TOOLS.stream().filter(name -> filter.lets(new Tool(name, "", "{}", false))).collect(Collectors.joining(", "))).isEqualTo(through);
    }

    @Test
    void oneThatLetsAllThroughIsEqualToNone() throws JsonProcessingException {
        assertThat(ToolFilter.of(JSON.readTree("{\"tools\":[\"*\",\"rm\"],\"excludeTools\":[]}"))).isEqualTo(ToolFilter.ALL);
    }
}
