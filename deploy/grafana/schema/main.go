// Reads dashboards by the schema of Grafana's own foundation SDK, strictly: a field that it does not know is an error.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/heatmap"
	"github.com/grafana/grafana-foundation-sdk/go/logs"
	"github.com/grafana/grafana-foundation-sdk/go/loki"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/tempo"
	"github.com/grafana/grafana-foundation-sdk/go/text"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

func main() {
	schemas := cog.NewRuntime()
	schemas.RegisterPanelcfgVariant(heatmap.VariantConfig())
	schemas.RegisterPanelcfgVariant(logs.VariantConfig())
	schemas.RegisterPanelcfgVariant(stat.VariantConfig())
	schemas.RegisterPanelcfgVariant(table.VariantConfig())
	schemas.RegisterPanelcfgVariant(text.VariantConfig())
	schemas.RegisterPanelcfgVariant(timeseries.VariantConfig())
	schemas.RegisterDataqueryVariant(loki.VariantConfig())
	schemas.RegisterDataqueryVariant(prometheus.VariantConfig())
	schemas.RegisterDataqueryVariant(tempo.VariantConfig())
	wrong := 0
	for _, path := range os.Args[1:] {
		if err := read(path); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
			wrong++
		}
	}
	fmt.Printf("%d read, %d wrong\n", len(os.Args)-1, wrong)
	if wrong > 0 {
		os.Exit(1)
	}
}

func read(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	// Two readings: the strict one of v0.0.22 says what it does not know and forgets the rest, so that limits are checked on the other.
	var known, whole dashboard.Dashboard
	// It also gives an empty list of errors where all is well.
	var list cog.BuildErrors
	if err := known.UnmarshalJSONStrict(raw); err != nil && !(errors.As(err, &list) && len(list) == 0) {
		return err
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		return err
	}
	return whole.Validate()
}
