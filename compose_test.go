package stancegraph_test

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// docker-compose.yml can be read, pins Neo4j, and hands its Browser what script/neo4j.sh does, from where the application is.
func TestCompose(t *testing.T) {
	data, err := os.ReadFile("docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Services map[string]struct {
			Image       string
			Ports       []string
			Environment map[string]string
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	neo4j, app := file.Services["neo4j"], file.Services["app"]
	if !strings.HasPrefix(neo4j.Image, "neo4j:5.26") {
		t.Errorf("the image is %q: other versions have another Browser", neo4j.Image)
	}
	script, err := os.ReadFile("script/neo4j.sh")
	if err != nil {
		t.Fatal(err)
	}
	_, command, _ := strings.Cut(string(script), "browser.post_connect_cmd=")
	command, _, _ = strings.Cut(strings.ReplaceAll(command, "${app##*:}", "8080"), "\n")
	if got := neo4j.Environment["NEO4J_browser_post__connect__cmd"]; got != command {
		t.Errorf("the Browser runs %q, and %q with script/neo4j.sh", got, command)
	}
	for _, service := range file.Services {
		for _, port := range service.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("port %s can be reached from elsewhere", port)
			}
		}
	}
	if app.Environment["STANCEGRAPH_NEO4J_BROWSER"] != "http://localhost:7474/browser/" || len(app.Ports) != 1 || app.Ports[0] != "127.0.0.1:8080:8080" {
		t.Errorf("the application is at %v and links to %s", app.Ports, app.Environment["STANCEGRAPH_NEO4J_BROWSER"])
	}
}
