package dev.belay.activities.amplifier;

import dev.belay.strategies.amplifier.ballot.Evidence;
import dev.belay.strategies.amplifier.ballot.Evidence.Headline;
import dev.belay.strategies.amplifier.ballot.OutsideText;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Headlines of an RSS or Atom feed. */
public final class RssNews implements EvidenceSource {
  static final int LONGEST = 200;
  private static final int MOST = 20;

  private final String name;
  private final URI address;
  private final SourceClient client;

  public RssNews(String name, URI address, SourceClient client) {
    this.name = name;
    this.address = address;
    this.client = client;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Evidence.Kind kind() {
    return Evidence.Kind.NEWS;
  }

  @Override
  public Reading read() {
    byte[] feed = client.get(address, Map.of("Accept", "application/rss+xml, application/xml"));
    try {
      List<Headline> news = parse(feed);
      if (news.isEmpty()) {
        throw new SourceException("Expected a feed with items, it has none");
      }
      return Reading.news(news);
    } catch (XMLStreamException e) {
      throw new SourceException("Expected a feed as XML, was something else");
    }
  }

  private List<Headline> parse(byte[] feed) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // A feed has no business with entities of files or other addresses.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(feed));
    List<Headline> news = new ArrayList<>();
    boolean inItem = false;
    String title = "";
    Instant at = null;
    while (xml.hasNext() && news.size() < MOST) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "item", "entry" -> {
            inItem = true;
            title = "";
            at = null;
          }
          case "title" -> title = inItem && title.isEmpty() ? text(xml) : title;
          case "pubDate", "published", "updated" ->
              at = inItem && at == null ? time(text(xml)) : at;
          default -> {}
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && (xml.getLocalName().equals("item") || xml.getLocalName().equals("entry"))) {
        inItem = false;
        String line = OutsideText.line(title, LONGEST);
        if (!line.isEmpty()) {
          news.add(new Headline(name, line, at));
        }
      }
    }
    return news;
  }

  /** Also of an element with others inside. */
  private static String text(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    int depth = 1;
    while (depth > 0 && xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        default -> {}
      }
    }
    return text.toString();
  }

  private static @Nullable Instant time(String text) {
    String value = text.strip();
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
    } catch (DateTimeException e) {
      try {
        return OffsetDateTime.parse(value).toInstant();
      } catch (DateTimeException other) {
        return null;
      }
    }
  }
}
