package io.github.neo4jstreams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who looks at it. */
@TestBed
class PageInBrowserIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HOSTILE = "<img src=x onerror=document.title=1>";

    static Neo4jServer neo4j;

    @TempDir
    Path profile;

    private Browser browser;

    @BeforeEach
    void start() {
        browser = new Browser(profile);
        neo4j.wipe();
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Application application(String sinkName) throws Exception {
        return new Application("0", neo4j.uri(), neo4j.username(), neo4j.password(), Yaml.sink(sinkName), Yaml.SOURCE);
    }

    private void awaitText(String css, String... parts) {
        await().atMost(SOON).untilAsserted(() -> assertThat(browser.text(css)).contains(parts));
    }

    @Test
    void showsTheLeaderTheRoutesAndTheDeadLetters() throws Exception {
        try (Application application = application("persons")) {
            browser.open(application.page());
            ProducerTemplate template = application.template();
            template.sendBody("direct:people", List.of("{\"id\": 1}", "{\"id\": 2}", "broken"));

            awaitText("h1", "bikes & riders");
            awaitText("#status", "live");
            awaitText("#clusters .leads", neo4j.uri().replaceFirst("^neo4j://", ""), "leader");
            awaitText("#routes", "people", "neo4j-streams:cypher", "persons", "1 rejected", "readings");
            awaitText("#letters", "message", "people → persons", "InvalidMessage", "Unrecognized token '…'");
            await().atMost(SOON).untilAsserted(() -> assertThat(browser.text("#routes td.total"))
                    .isEqualTo("2"));
            assertThat(browser.all("#routes svg polyline")).hasSize(2);

            template.sendBody("direct:people", List.of("{\"id\": 3}"));
            await().atMost(SOON).untilAsserted(() -> assertThat(browser.text("#routes td.total"))
                    .isEqualTo("3"));
            browser.assertNoComplaints();
        }
    }

    @Test
    void namesAndReasonsAreTextAndNeverMarkup() throws Exception {
        try (Application application = application(HOSTILE)) {
            Map<String, Object> place = Map.of("kafka.TOPIC", HOSTILE, "kafka.PARTITION", 0, "kafka.OFFSET", 7L);
            application.template().sendBodyAndHeaders("direct:people", "broken", place);
            browser.open(application.page());

            awaitText("#routes", HOSTILE);
            awaitText("#letters", HOSTILE + "/0@7");
            assertThat(browser.all("img, #routes [onerror], #letters [onerror]"))
                    .isEmpty();
            assertThat(browser.run("return document.title")).isEqualTo("bikes & riders – Neo4j Streams");
            browser.assertNoComplaints();
        }
    }

    @Test
    void saysSinceWhenTheApplicationDoesNotAnswerAndGreysWhatIsOld() throws Exception {
        try (Application application = application("persons")) {
            browser.open(application.page());
            awaitText("#routes", "people");
            assertThat(browser.all("main.stale")).isEmpty();
        }
        awaitText("#status.away", "no answer since ");
        assertThat(browser.all("main.stale")).hasSize(1);
        assertThat(browser.text("#routes")).contains("people");
    }

    @Test
    void aRouteThatIsStoppedIsShownAsSuch() throws Exception {
        try (Application application = application("persons")) {
            application.context().getRouteController().stopRoute("readings");
            browser.open(application.page());

            awaitText("#routes", "readings", "Stopped");
        }
    }

    @Test
    void aNarrowScreenHasNothingBesideIt() throws Exception {
        try (Application application = application("a-sink-with-a-name-that-is-longer-than-it-should-be")) {
            application.template().sendBody("direct:people", List.of("{\"id\": 1}", "broken"));
            browser.resize(400, 800, 1);
            browser.open(application.page());
            awaitText("#letters", "InvalidMessage");

            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .isEqualTo(400L);
            assertThat(browser.run("return getComputedStyle(document.querySelector('thead')).display"))
                    .isEqualTo("none");
        }
    }

    @Test
    void aDarkScreenStaysDark() throws Exception {
        String ground = "return getComputedStyle(document.body).backgroundColor";
        try (Application application = application("persons")) {
            browser.open(application.page());
            browser.prefer("light");
            assertThat(browser.run(ground)).isEqualTo("rgb(245, 246, 248)");
            browser.prefer("dark");
            assertThat(browser.run(ground)).isEqualTo("rgb(18, 23, 29)");
        }
    }
}
