SwaggerUIBundle({
  url: "/openapi/tegata-v1.yaml",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null,
});
