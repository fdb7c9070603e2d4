package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # arguments          | LC_ALL  | LC_MESSAGES | LANG        | chosen
            demo                 | -       | -           | -           | EN
            demo                 | -       | -           | zh_CN.UTF-8 | ZH
            demo                 | -       | -           | C.UTF-8     | EN
            demo                 | -       | zh_CN.UTF-8 | en_US.UTF-8 | ZH
            demo                 | C       | zh_CN.UTF-8 | zh_CN.UTF-8 | EN
            demo                 | -       | -           | ZH_tw       | ZH
            demo --lang zh       | en      | -           | en_US.UTF-8 | ZH
            --lang=zh check      | -       | -           | en_US.UTF-8 | ZH
            check --lang=en      | zh      | zh          | zh_CN.UTF-8 | EN
            check --lang         | zh      | -           | -           | ZH
            """)
    void isChosenByTheOptionElseByTheEnvironment(
            String arguments, String lcAll, String lcMessages, String lang, Language chosen) {
        Map<String, String> environment = new java.util.HashMap<>();
        put(environment, "LC_ALL", lcAll);
        put(environment, "LC_MESSAGES", lcMessages);
        put(environment, "LANG", lang);
        assertThat(Language.choose(List.of(arguments.split(" +")), environment)).isEqualTo(chosen);
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    @Test
    void saysWhatItIsGivenInItsOwnWords() {
        assertThat(Language.ZH.of(new Text("报警", "alarm"))).isEqualTo("报警");
        assertThat(Language.EN.of("报警", "alarm")).isEqualTo("alarm");
        assertThat(Language.ZH.locale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Language.EN.locale()).isEqualTo(Locale.ENGLISH);
    }
}
