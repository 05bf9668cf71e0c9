package io.tegata.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A page to read the contract and try it, all of it from here: no other host is asked. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration implements WebMvcConfigurer {

    private static final String SWAGGER_UI =
            "classpath*:/META-INF/resources/webjars/swagger-ui/*/swagger-ui.css";

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        pages.addRedirectViewController("/", "/docs");
        pages.addViewController("/docs").setViewName("forward:/docs/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        files.addResourceHandler("/docs/ui/**").addResourceLocations(swaggerUi());
        files.addResourceHandler("/docs/**").addResourceLocations("classpath:/docs/");
    }

    /** The folder of the one version that is on the class path. */
    private static Resource swaggerUi() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(SWAGGER_UI);
            if (found.length != 1) {
                throw new IllegalStateException(
                        found.length + " versions of Swagger UI are on the class path, not one");
            }
            return found[0].createRelative("./");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot look for Swagger UI", failure);
        }
    }
}
