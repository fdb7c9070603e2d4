package io.tocsin.server.kpi;

import io.tocsin.config.Text;
import io.tocsin.server.kpi.Row.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Rows of a file with one JSON object a line: transitions of a backtest, or events as Kafka has them. */
final class JsonRows implements RowSource {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final BufferedReader lines;
    private final Mistakes mistakes;
    private long line;

    JsonRows(BufferedReader lines, Mistakes mistakes) {
        this.lines = lines;
        this.mistakes = mistakes;
    }

    @Override
    public @Nullable Row next() throws IOException {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            Row row = text.isBlank() ? null : row(text);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable Row row(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                mistakes.expected(line, 1, new Text("JSON 对象", "a JSON object"), Mistakes.quoted(text));
                return null;
            }
            Map<String, Cell> cells = new HashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                read(json, cells);
            }
            return new Row(line, cells);
        } catch (JacksonException e) {
            int column = Math.max(1, e.getLocation().getColumnNr());
            mistakes.expected(line, column, Text.of("JSON"), Text.of(e.getOriginalMessage()));
            return null;
        }
    }

    /** A list stands as its members, so that an empty one is not there. */
    private static void read(JsonParser json, Map<String, Cell> cells) {
        String name = json.currentName().toLowerCase(Locale.ROOT);
        JsonToken token = json.nextToken();
        int column = json.currentTokenLocation().getColumnNr();
        String text = "";
        if (token == JsonToken.START_ARRAY && AlarmLines.FIELDS.contains(name)) {
            text = members(json);
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            text = json.getString().strip();
        } else {
            json.skipChildren();
        }
        if (!text.isEmpty() && AlarmLines.FIELDS.contains(name)) {
            cells.put(name, new Cell(text, column));
        }
    }

    private static String members(JsonParser json) {
        StringBuilder members = new StringBuilder();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            members.append(members.isEmpty() ? "" : " ")
                    .append(token.isScalarValue() ? json.getString() : token.name());
            json.skipChildren();
        }
        return members.toString();
    }
}
