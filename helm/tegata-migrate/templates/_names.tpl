{{/* What is named here takes (dict "root" $ "service" <name>). */}}

{{/* The release's name is cut, so that the longest service's Job stays within the 63 characters of a label. */}}
{{- define "tegata-migrate.job" -}}
{{ .root.Release.Name | trunc 38 | trimSuffix "-" }}-{{ .service }}-migrate
{{- end }}

{{- define "tegata-migrate.image" -}}
{{- $image := .root.Values.image -}}
{{- $digest := get $image.digests .service -}}
{{- if $digest -}}
{{ $image.repository }}/{{ .service }}@{{ $digest }}
{{- else -}}
{{ $image.repository }}/{{ .service }}:{{ required (printf "image.digests has nothing for %s, and image.tag is empty" .service) $image.tag }}
{{- end }}
{{- end }}

{{/* The name is not the service's, so that no Service sends calls to a Job's pod. */}}
{{- define "tegata-migrate.labels" -}}
app.kubernetes.io/name: {{ .service }}-migrate
{{ include "tegata-migrate.commonLabels" .root }}
{{- end }}

{{/* Takes the root. */}}
{{- define "tegata-migrate.commonLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: migrate
app.kubernetes.io/part-of: tegata
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.image.tag }}
app.kubernetes.io/version: {{ . | trunc 63 | trimAll "-_." | quote }}
{{- end }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* The settings of the services' own that lead to the database. */}}
{{- define "tegata-migrate.environment" -}}
{{- with .root.Values.database.spanner -}}
- name: SPRING_PROFILES_ACTIVE
  value: spanner
- name: TEGATA_SPANNER_PROJECT
  value: {{ .project | quote }}
- name: TEGATA_SPANNER_INSTANCE
  value: {{ .instance | quote }}
- name: TEGATA_SPANNER_DATABASE
  value: {{ get (.databases | default dict) $.service | default $.service | quote }}
{{- end }}
{{- with .root.Values.database.postgresql -}}
{{- $secret := required (printf "database.postgresql.secrets has nothing for %s" $.service) (get .secrets $.service) -}}
{{- $keys := .keys | default dict -}}
{{- range $variable, $key := dict "SPRING_DATASOURCE_URL" "url" "SPRING_DATASOURCE_USERNAME" "username" "SPRING_DATASOURCE_PASSWORD" "password" }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ get $keys $key | default $key }}
{{- end }}
{{- end }}
{{- end }}
